import fc from 'fast-check';
import { proposedTitle, type TitledCriteria } from './proposed-title.js';

const titles: [TitledCriteria, string][] = [
  [{}, ', Any $, Any Beds'],
  [{ minimum_price: 200_000 }, ', $200K+, Any Beds'],
  [
    { listing_statuses: ['Active'], minimum_price: 200_000, maximum_price: 500_000, minimum_bedrooms: 3 },
    'Active, $200K-$500K, 3+ Beds',
  ],
  [
    { postal_codes: ['75201', '75202'], listing_statuses: ['Active'], minimum_price: 200_000 },
    'In 75201,75202, Active, $200K+ ...',
  ],
  [{ listing_statuses: ['Sold', 'Leased', 'Active'] }, 'Sold,Active, Any $, Any Beds'],
  [{ maximum_price: 1_000_000, minimum_bedrooms: 2, maximum_bedrooms: 4 }, ', -$1M, 2-4 Beds'],
  [{ maximum_bedrooms: 4 }, ', Any $, -4 Beds'],
  [{ minimum_price: 0, maximum_price: 0 }, ', Any $, Any Beds'],
  [{ minimum_price: 0, maximum_price: 500_000 }, ', -$500K, Any Beds'],
  [{ minimum_price: 1_250_000, currency: 'EUR' }, ', €1.3M+, Any Beds'],
  [{ minimum_price: 950, currency: 'JPY' }, ', ¥950+, Any Beds'],
  [{ minimum_square_meters: 100 }, ', 1076+, Any $ ...'],
  [{ minimum_square_meters: 100, maximum_square_meters: 200 }, ', 1076-2153, Any $ ...'],
  [{ maximum_square_meters: 200, minimum_price: 1_000 }, ', $1K+, -2153 ...'],
  [{ postal_codes: ['75201'] }, 'In 75201, , Any $ ...'],
  [{ postal_codes: [], listing_statuses: [] }, ', Any $, Any Beds'],
  [{ postal_codes: ['75201'], minimum_square_meters: 100 }, 'In 75201, , 1076+ ...'],
  [{ postal_codes: null, minimum_price: null, minimum_bedrooms: null, currency: null }, ', Any $, Any Beds'],
];

const groups: [group: string, statuses: string[]][] = [
  ['Active', ['Active']],
  ['Sold', ['Sold', 'Leased']],
  [
    'Pending',
    ['Pending', 'Active Option Contract', 'Active Contingent', 'Active Kick Out', 'Active Under Contract'],
  ],
  [
    'Off Market',
    [
      'Temp Off Market',
      'Withdrawn',
      'Expired',
      'Cancelled',
      'Withdrawn Sublisting',
      'Incomplete',
      'Out Of Sync',
      'Incoming',
    ],
  ],
  ['Coming Soon', ['Coming Soon']],
];

const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const amount = optional(fc.double({ min: 0, max: 1e15, noNaN: true }));
const count = optional(fc.nat(10_000));
/** Words that cannot be taken for a separator of parts. */
const words = optional(fc.array(fc.stringMatching(/^[A-Za-z0-9]{1,6}( [A-Za-z]{1,6})?$/), { maxLength: 5 }));
const searches: fc.Arbitrary<TitledCriteria> = fc.record(
  {
    currency: fc.constantFrom(...Intl.supportedValuesOf('currency')),
    postal_codes: words,
    listing_statuses: words,
    minimum_price: amount,
    maximum_price: amount,
    minimum_square_meters: amount,
    maximum_square_meters: amount,
    minimum_bedrooms: count,
    maximum_bedrooms: count,
  },
  { requiredKeys: [] },
);

describe('proposedTitle', () => {
  it.each(titles)('%j is %j', (search, title) => {
    expect(proposedTitle(search)).toBe(title);
  });

  it.each(groups)('calls every status of the group %s so, once', (group, statuses) => {
    for (const status of statuses) {
      expect(proposedTitle({ listing_statuses: [status] })).toBe(`${group}, Any $, Any Beds`);
    }
    expect(proposedTitle({ listing_statuses: statuses })).toBe(`${group}, Any $, Any Beds`);
  });

  it('lets an unknown status stand for itself, and keeps the order in which groups are first seen', () => {
    const listing_statuses = ['Hold', 'Leased', 'constructor', 'Sold', 'Hold'];
    expect(proposedTitle({ listing_statuses })).toBe('Hold,Sold,constructor, Any $, Any Beds');
  });

  it('shows three parts of every search, and says whether there are more', () => {
    fc.assert(
      fc.property(searches, (search) => {
        const title = proposedTitle(search);
        const isLonger = title.endsWith(' ...');
        expect(title.replace(/ \.\.\.$/, '').split(', ')).toHaveLength(3);
        const positive = (value?: number | null) => (value ?? 0) > 0.1;
        const extra = search.postal_codes?.length || positive(search.minimum_square_meters);
        if (extra) expect(isLonger).toBe(true);
        if (!isLonger) expect(title).toMatch(/ Beds$/);
      }),
    );
  });

  it('speaks of no bathrooms, lots or years', () => {
    fc.assert(
      fc.property(searches, fc.nat(), (search, value) => {
        const others = {
          minimum_bathrooms: value,
          minimum_lot_square_meters: value,
          minimum_year_built: value,
        };
        expect(proposedTitle({ ...search, ...others })).toBe(proposedTitle(search));
      }),
    );
  });
});
