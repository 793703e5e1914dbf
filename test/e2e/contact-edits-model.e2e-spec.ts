import fc from 'fast-check';
import { ContactAttribute } from '../../src/modules/contacts/contact-attribute.entity.js';
import { makeContact, makePortal, makeTenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

const TYPES = ['email', 'tag', 'first_name'] as const;
type Type = (typeof TYPES)[number];

interface Sent {
  readonly type: Type;
  readonly value: number;
  readonly isPrimary?: boolean;
}

interface Live {
  readonly type: Type;
  value: number;
  isPrimary: boolean;
}

/** What a contact is to have, in the order in which it was added. */
class Model {
  live: Live[] = [];

  add(sent: readonly Sent[]): void {
    const distinct: Sent[] = [];
    for (const one of sent) {
      const same = distinct.findIndex(({ type, value }) => type === one.type && value === one.value);
      if (same === -1) distinct.push(one);
      else if (one.isPrimary) distinct[same] = one;
    }
    const firstEmail = distinct.find(({ type }) => type === 'email');
    const claimsEmail = distinct.some(({ type, isPrimary }) => type === 'email' && isPrimary);
    const lacksEmail = !this.live.some(({ type, isPrimary }) => type === 'email' && isPrimary);
    for (const one of distinct) {
      const isPrimary = one.isPrimary === true || (one === firstEmail && !claimsEmail && lacksEmail);
      const known = this.find(one.type, one.value);
      if (!known && one.type === 'first_name')
        this.live = this.live.filter(({ type }) => type !== 'first_name');
      if (isPrimary) this.demote(one.type);
      if (!known) this.live.push({ type: one.type, value: one.value, isPrimary });
      else known.isPrimary ||= isPrimary;
    }
  }

  /** @returns whether it can be */
  change(one: Live, value?: number, isPrimary?: boolean): boolean {
    const same = value === undefined ? undefined : this.find(one.type, value);
    if (same && same !== one) return false;
    one.value = value ?? one.value;
    if (isPrimary) this.demote(one.type);
    one.isPrimary = isPrimary ?? one.isPrimary;
    this.promoteOldest(one);
    return true;
  }

  remove(one: Live): void {
    this.live = this.live.filter((other) => other !== one);
    this.promoteOldest();
  }

  private find(type: Type, value: number): Live | undefined {
    return this.live.find((one) => one.type === type && one.value === value);
  }

  private demote(type: Type): void {
    for (const one of this.live) if (one.type === type) one.isPrimary = false;
  }

  private promoteOldest(rather?: Live): void {
    const emails = this.live.filter(({ type }) => type === 'email');
    if (emails.some(({ isPrimary }) => isPrimary)) return;
    const next = emails.find((one) => one !== rather) ?? emails[0];
    if (next) next.isPrimary = true;
  }
}

const textOf = ({ type, value }: Pick<Sent, 'type' | 'value'>): string =>
  type === 'email' ? `v${value}@example.com` : `${'é'.repeat(value)}v`;

const toAttribute = (sent: Sent) => ({
  attribute_type: sent.type,
  text: textOf(sent),
  ...(sent.isPrimary !== undefined && { is_primary: sent.isPrimary }),
});

/** Nothing that the API refuses: a second first name, or a second primary one of a type. */
const sensible = (sent: readonly Sent[]): boolean =>
  sent.filter(({ type }) => type === 'first_name').length <= 1 &&
  TYPES.every((type) => sent.filter((one) => one.type === type && one.isPrimary).length <= 1);

const aValue = fc.integer({ min: 0, max: 3 });
const aFlag = fc.option(fc.boolean(), { nil: undefined });
const someSent = fc
  .array(fc.record({ type: fc.constantFrom(...TYPES), value: aValue, isPrimary: aFlag }), {
    minLength: 1,
    maxLength: 5,
  })
  .filter(sensible);
const anEdit = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('add' as const), by: fc.nat(2), sent: someSent }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      place: fc.nat(20),
      value: fc.option(aValue, { nil: undefined }),
      isPrimary: aFlag,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), place: fc.nat(20) }) },
);

describe('What is known of a contact', () => {
  it('is what the model says, whatever is added, changed, promoted and removed', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { portal, token } = await makePortal(portico.em(), { brand });
    await fc.assert(
      fc.asyncProperty(fc.array(anEdit, { minLength: 3, maxLength: 14 }), async (edits) => {
        const contact = await makeContact(portico.em(), { brand });
        const model = new Model();
        const rows = () =>
          portico
            .em()
            .find(
              ContactAttribute,
              { contact: contact.id, deletedAt: null },
              { orderBy: { createdAt: 'asc', id: 'asc' } },
            );
        const path = `/contacts/${contact.id}`;
        const ways = [
          (body: object) => portico.api.post(`${path}/attributes`, { bearer: key, body }),
          (body: object) => portico.api.patch(path, { bearer: key, body }),
          (body: object) =>
            portico.api.post(`/portals/${portal.id}${path}/attributes`, { portalToken: token, body }),
        ];
        for (const edit of edits) {
          if (edit.kind === 'add') {
            const answer = await ways[edit.by]?.({ attributes: edit.sent.map(toAttribute) });
            expect(answer?.status).toBe(200);
            model.add(edit.sent);
          } else if (model.live.length > 0) {
            const place = edit.place % model.live.length;
            const one = model.live[place] as Live;
            const at = `${path}/attributes/${(await rows())[place]?.id}`;
            if (edit.kind === 'remove') {
              expect((await portico.api.delete(at, { bearer: key })).status).toBe(204);
              model.remove(one);
            } else {
              const { value, isPrimary } = edit;
              const body = {
                ...(value !== undefined && { text: textOf({ type: one.type, value }) }),
                ...(isPrimary !== undefined && { is_primary: isPrimary }),
              };
              const { status } = await portico.api.put(at, { bearer: key, body });
              expect(status).toBe(model.change(one, value, isPrimary) ? 200 : 409);
            }
          }
          const live = await rows();
          expect(live.map(({ attributeType, text, isPrimary }) => [attributeType, text, isPrimary])).toEqual(
            model.live.map((known) => [known.type, textOf(known), known.isPrimary]),
          );
        }
        const [counted] = await portico
          .em()
          .execute<{ attribute_count: number; attribute_bytes: number }[]>(
            'select attribute_count, attribute_bytes from contacts where id = ?',
            [contact.id],
          );
        expect(counted).toEqual({
          attribute_count: model.live.length,
          attribute_bytes: model.live.reduce((sum, known) => sum + Buffer.byteLength(textOf(known)), 0),
        });
      }),
      { numRuns: 40 },
    );
  });
});
