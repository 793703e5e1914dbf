import { isHttpUrl } from '../../http/body/http-url.js';

const SQUARE_METERS: Readonly<Record<string, number>> = {
  squarefeet: 0.09290304,
  squaremeters: 1,
  acres: 4046.8564224,
};

/** How many square metres one of the unit is; boards write `Square Feet` and `SquareFeet`. */
export const areaIn = (unit: string): number | undefined =>
  new Map(Object.entries(SQUARE_METERS)).get(unit.replaceAll(/\s/g, '').toLowerCase());

/** To two decimals. */
export const squareMeters = (area: number, unit: string): number =>
  Math.round(area * (areaIn(unit) ?? 1) * 100) / 100;

/** The beginning of a day in epoch seconds; `undefined` of what is none. */
export function dayOf(text: string): number | undefined {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return undefined;
  const at = Date.parse(`${text}T00:00:00Z`);
  const isReal = !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
  return isReal ? at / 1000 : undefined;
}

/** A moment as the database reads it; `undefined` of what is none. */
export function momentOf(text: string): string | undefined {
  if (!/^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) || at.getUTCFullYear() > 9999 ? undefined : at.toISOString();
}

/** What the words of the dictionary are in searches. */
const STATUSES: Readonly<Record<string, string>> = {
  ActiveUnderContract: 'Active Under Contract',
  Canceled: 'Cancelled',
  Closed: 'Sold',
  ComingSoon: 'Coming Soon',
};

export function statusOf(standard: string, propertyType = ''): string {
  if (standard === 'Closed' && /lease/i.test(propertyType)) return 'Leased';
  return new Map(Object.entries(STATUSES)).get(standard) ?? standard;
}

/** The address of the first picture that has one. */
export function pictureOf(media: readonly unknown[]): string | null {
  const urls = media.map((medium) => (medium as { MediaURL?: unknown } | null)?.MediaURL);
  const usable = urls.find((url) => typeof url === 'string' && url.length <= 2048 && isHttpUrl(url));
  return (usable as string | undefined) ?? null;
}
