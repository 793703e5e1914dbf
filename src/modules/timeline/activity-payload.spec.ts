import { ValidationFailed } from '../../http/errors/errors.js';
import { validated } from '../../http/body/validation.js';
import { RecordActivityDto } from './activity.dto.js';
import { MAX_OBJECT_BYTES } from './activity-faults.js';
import { ACTIONS } from './activity-names.js';
import { prepareActivityPayload } from './activity-payload.js';

const ID = '4d27c9ea-4540-4443-a512-091a9fce4eec';

function prepare(body: object, extraActions: string[] = []) {
  const whole = { action: 'ContactLoggedIn', ...body };
  const text = JSON.stringify(whole);
  const input = validated(RecordActivityDto, whole, {
    text,
    settings: { timelineActions: extraActions, defaultCountry: 'US' },
  });
  return prepareActivityPayload(input, text);
}

function faultOf(body: object, extraActions?: string[]): string {
  try {
    prepare(body, extraActions);
  } catch (error) {
    if (error instanceof ValidationFailed) return error.message;
    throw error;
  }
  throw new Error('It was accepted');
}

const nested = (depth: number): object => (depth === 1 ? {} : { a: nested(depth - 1) });
/** An object whose JSON is `bytes` long, in characters of three bytes as far as that goes. */
const sized = (bytes: number) => {
  const rest = bytes - '{"a":""}'.length;
  return { a: '€'.repeat(Math.floor(rest / 3)) + 'x'.repeat(rest % 3) };
};

describe('action', () => {
  it.each(ACTIONS)('can be %s', (action) => {
    expect(prepare({ action }).action).toBe(action);
  });

  it('can be one of the operator', () => {
    expect(prepare({ action: 'ContactDanced' }, ['ContactDanced']).action).toBe('ContactDanced');
  });

  it.each(['ContactDanced', 'contactloggedin', '', 'constructor'])(
    'cannot be "%s"; all are listed',
    (action) => {
      expect(faultOf({ action }, ['Extra'])).toBe(`action must be one of ${ACTIONS.join(', ')}, Extra`);
    },
  );

  it.each([null, 5, {}, []])('cannot be %p', (action) => {
    expect(faultOf({ action })).toBe('action must be a string');
  });

  it('cannot be left out', () => {
    expect(faultOf({ action: undefined })).toBe('action is required');
  });
});

describe('object_class', () => {
  it.each([
    ['contact_lead', 'contact_lead'],
    ['ContactLead', 'contact_lead'],
    ['contactLead', 'contact_lead'],
    ['CONTACT_LEAD', 'contact_lead'],
    ['Contact_Listing', 'contact_listing'],
    ['ContactSearch', 'contact_search'],
    ['Listing', 'listing'],
    ['LISTING', 'listing'],
  ])('%s means %s', (object_class, meant) => {
    expect(prepare({ object_class, object_sa: { a: 1 } })).toEqual({
      action: 'ContactLoggedIn',
      description: null,
      standAlone: { objectClass: meant, json: '{"a":1}' },
    });
  });

  it.each(['deal', '', 'constructor', '__proto__', 'contact lead'])(
    '"%s" is refused, with a list',
    (name) => {
      expect(faultOf({ object_class: name, object_sa: {} })).toBe(
        'object_class must be one of contact_lead, contact_listing, contact_search, listing',
      );
    },
  );

  it('may name what is recorded without its object', () => {
    expect(prepare({ object_class: 'ContactLead' }).standAlone).toEqual({
      objectClass: 'contact_lead',
      json: '{}',
    });
    expect(prepare({ object_class: 'contact_search', search: { a: 1 } }).standAlone?.json).toBe('{"a":1}');
    for (const object_class of ['listing', 'contact_listing']) {
      expect(prepare({ object_class, listing: ID }).listing?.id).toBe(ID);
    }
  });

  it('may not name anything else without its object', () => {
    expect(faultOf({ object_class: 'contact_search' })).toBe(
      'object_class must come with an object that is a contact_search',
    );
    expect(faultOf({ object_class: 'contact_lead', listing: ID })).toMatch(/^object_class/);
    expect(faultOf({ object_class: 'listing' })).toMatch(/^object_class/);
  });
});

describe('object_sa', () => {
  it.each(['text', 5, true, []])('%p is no object', (object_sa) => {
    expect(faultOf({ object_class: 'contact_lead', object_sa })).toBe('object_sa must be an object');
  });

  it('null is no object where one is announced, and nothing where none is', () => {
    expect(faultOf({ object_class: 'contact_lead', object_sa: null })).toBe('object_sa must be an object');
    expect(prepare({ object_sa: null }).standAlone?.json).toBe('{}');
    expect(prepare({ object_class: 'listing', object: ID, object_sa: null }).listing?.id).toBe(ID);
  });

  it('needs a class', () => {
    expect(faultOf({ object_sa: {} })).toBe('object_class is required beside object_sa');
  });

  it('wins over everything else', () => {
    const body = { object: ID, listing: ID, search: { s: 1 }, lead: { l: 1 } };
    expect(prepare({ ...body, object_class: 'listing', object_sa: { a: 1 } })).toEqual({
      action: 'ContactLoggedIn',
      description: null,
      standAlone: { objectClass: 'listing', json: '{"a":1}' },
    });
  });

  it('is kept to the byte', () => {
    const object = '{ "10":1.0, "2":[ ], "constructor": "\\u00e9" }';
    const json = `{"action":"ContactLoggedIn","object_class":"contact_lead","object_sa":${object}}`;
    const body = validated(RecordActivityDto, JSON.parse(json), { text: json });
    expect(prepareActivityPayload(body, json).standAlone?.json).toBe(object);
  });
});

describe('object', () => {
  it('is a listing that has to be found', () => {
    expect(
      prepare({ object_class: 'Listing', object: ID.toUpperCase(), listing: { mls_number: '1' } }),
    ).toEqual({
      action: 'ContactLoggedIn',
      description: null,
      listing: { id: ID, mlsNumber: null, mls: null },
    });
  });

  it.each(['nonsense', '', 5, {}])('%p is no uuid', (object) => {
    expect(faultOf({ object_class: 'listing', object })).toBe('object must be a uuid');
  });

  it('goes with no other class', () => {
    expect(faultOf({ object_class: 'contact_lead', object: ID })).toBe(
      'object must be left out: it goes with object_class listing only',
    );
    expect(faultOf({ object: ID })).toBe('object_class is required beside object');
  });
});

describe('listing', () => {
  it('as a uuid has to be found', () => {
    expect(prepare({ listing: ID.toUpperCase() })).toEqual({
      action: 'ContactLoggedIn',
      description: null,
      listing: { id: ID, mlsNumber: null, mls: null },
    });
  });

  it.each([
    [{ id: ID }, { id: ID, mlsNumber: null, mls: null }],
    [
      { id: ID, mls_number: '7' },
      { id: ID, mlsNumber: '7', mls: null },
    ],
    [
      { mls_number: ' 7 ', mls: ' NTREIS ' },
      { id: null, mlsNumber: '7', mls: 'NTREIS' },
    ],
    [{ mls_number: 7 }, { id: null, mlsNumber: '7', mls: null }],
    [
      { mls_number: '7', mls: null },
      { id: null, mlsNumber: '7', mls: null },
    ],
    [
      { mls_number: '7', mls: '' },
      { id: null, mlsNumber: '7', mls: null },
    ],
    // a board was meant, but which? the number alone might lead to another one's
    [
      { mls_number: '7', mls: {} },
      { id: null, mlsNumber: null, mls: null },
    ],
    [
      { id: 'nonsense', mls_number: [] },
      { id: null, mlsNumber: null, mls: null },
    ],
    [{ price: 1 }, { id: null, mlsNumber: null, mls: null }],
  ])('%j is looked up by %j, else kept', (listing, lookup) => {
    expect(prepare({ listing })).toEqual({
      action: 'ContactLoggedIn',
      description: null,
      listing: lookup,
      standAlone: { objectClass: 'contact_listing', json: JSON.stringify(listing) },
    });
  });

  it.each(['nonsense', '', 5, true, []])('%p is neither', (listing) => {
    expect(faultOf({ listing })).toBe('listing must be a uuid or an object');
  });

  it('wins over search and lead', () => {
    expect(prepare({ listing: ID, search: {}, lead: {} }).standAlone).toBeUndefined();
  });
});

describe('search, lead and nothing', () => {
  it.each([
    [{ search: { s: 1 }, lead: { l: 1 } }, 'contact_search', '{"s":1}'],
    [{ lead: { l: 1 } }, 'contact_lead', '{"l":1}'],
    [{}, 'contact_lead', '{}'],
    [
      { listing: null, search: null, lead: null, object: null, object_class: null, notes: null },
      'contact_lead',
      '{}',
    ],
  ])('%j is kept as %s %s', (body, objectClass, json) => {
    expect(prepare(body)).toEqual({
      action: 'ContactLoggedIn',
      description: null,
      standAlone: { objectClass, json },
    });
  });

  it.each(['search', 'lead'])('%s has to be an object', (name) => {
    for (const value of ['text', 5, []]) expect(faultOf({ [name]: value })).toBe(`${name} must be an object`);
  });
});

describe('notes', () => {
  it('become the description', () => {
    expect(prepare({ notes: 'Called back' }).description).toBe('Called back');
    expect(prepare({ notes: 'é'.repeat(10_000) }).description).toHaveLength(10_000);
  });

  it('are text of at most 10,000 characters', () => {
    expect(faultOf({ notes: 5 })).toBe('notes must be a string');
    expect(faultOf({ notes: 'x'.repeat(10_001) })).toBe('notes must be at most 10000 characters long');
  });
});

describe('limits', () => {
  const members = [
    ['object_sa', { object_class: 'contact_lead' }],
    ['listing', {}],
    ['search', {}],
    ['lead', {}],
  ] as const;

  it.each(members)('%s has at most 32 KiB', (name, body) => {
    const fits = prepare({ ...body, [name]: sized(MAX_OBJECT_BYTES) });
    expect(Buffer.byteLength(fits.standAlone?.json ?? '')).toBe(MAX_OBJECT_BYTES);
    expect(faultOf({ ...body, [name]: sized(MAX_OBJECT_BYTES + 1) })).toBe(
      `${name} must be at most 32768 bytes long`,
    );
  });

  it.each(members)('%s nests at most 20 deep', (name, body) => {
    expect(prepare({ ...body, [name]: nested(20) }).standAlone).toBeDefined();
    expect(faultOf({ ...body, [name]: nested(21) })).toBe(`${name} must be nested at most 20 deep`);
  });
});

it('names everything that is wrong, whichever rule finds it', () => {
  const body = { action: 'ContactDanced', object_class: 'deal', notes: 5, listing: 'nonsense', extra: 1 };
  expect(faultOf(body)).toBe(
    [
      'extra is not a known property',
      'notes must be a string',
      `action must be one of ${ACTIONS.join(', ')}`,
      'object_class must be one of contact_lead, contact_listing, contact_search, listing',
      'listing must be a uuid or an object',
    ].join('; '),
  );
});

it('names what it does not know', () => {
  expect(faultOf({ note: 'x', constructor: {} })).toBe(
    'constructor is not a known property; note is not a known property',
  );
});
