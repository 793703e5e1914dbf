import type { PutListingDto } from './listing.dto.js';

/** The longest text that is taken for a postal code. */
const MAX_POSTAL_CODE = 64;

/** What was sent of a listing, by column: what is `undefined` was not sent. */
export function columnsOf(input: PutListingDto): Record<string, unknown> {
  const { location, open_house_at, sold_date, ...columns } = input;
  return {
    ...columns,
    postal_code: input.postal_code ?? postcodeOf(input.address) ?? input.postal_code,
    ...(location !== undefined && {
      longitude: location?.longitude ?? null,
      latitude: location?.latitude ?? null,
    }),
    open_house_at: timestamp(open_house_at),
    sold_date: timestamp(sold_date),
  };
}

function postcodeOf(address: Record<string, unknown> | null | undefined): string | undefined {
  const postcode = address?.['postcode'];
  const text = typeof postcode === 'string' ? postcode.trim() : '';
  return text === '' || text.length > MAX_POSTAL_CODE ? undefined : text;
}

/** A `timestamptz` of epoch seconds, to the microsecond, which a JavaScript `Date` would lose. */
function timestamp(epoch: number | null | undefined): string | null | undefined {
  if (typeof epoch !== 'number') return epoch;
  const micros = Math.round(epoch * 1e6);
  const whole = new Date(Math.floor(micros / 1e6) * 1000).toISOString().slice(0, 19);
  return `${whole}.${String(micros % 1e6).padStart(6, '0')}Z`;
}
