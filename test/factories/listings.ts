import type { Client } from 'pg';

/**
 * Gives a tenant `count` listings, strewn over ten by ten degrees: of three statuses, with prices from 100,000 to
 * 1,099,999, 1 to 5 bedrooms and 200 postal codes. The client needs more time than the service gives its statements.
 */
export async function strewListings(client: Client, brandId: string, count: number): Promise<void> {
  await client.query(
    `insert into listings (id, brand_id, mls, mls_number, price, status, bedrooms, longitude, latitude, postal_code,
                           address, created_at, updated_at)
     select gen_random_uuid(), $1::uuid, 'MLS', n::text, 100000 + (n::bigint * 7919) % 1000000,
            (array['Active', 'Sold', 'Pending'])[1 + n % 3], 1 + n % 5, (n::bigint * 31337) % 100003 / 10000.3,
            (n::bigint * 27644437) % 100019 / 10001.9, lpad((n * 13 % 200)::text, 5, '0'), '{"city": "Dallas"}',
            now() - n * interval '1 second', now() - n * interval '1 second'
     from generate_series(1, $2::int) n`,
    [brandId, count],
  );
}
