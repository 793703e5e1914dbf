import { type RowOf, SelectList } from '../../database/select-list.js';
import { statement } from '../../database/statement.js';
import { Lead } from './lead.entity.js';

const LEAD = new SelectList(Lead, [
  'id',
  'contact',
  'leadChannel',
  'rawPayload',
  'parsedPayload',
  'sourceType',
  'createdAt',
]);

export type LeadRow = RowOf<typeof LEAD>;

/** The brand of the live lead channel `$1`, if that lives too. */
export const BRAND_OF_CHANNEL = statement<{ readonly brandId: string }>(
  'brand_of_lead_channel',
  `select b.id as "brandId"
   from lead_channels c join brands b on b.id = c.brand_id and b.deleted_at is null
   where c.id = $1 and c.deleted_at is null`,
);

/**
 * Keeps a lead, and counts it on its channel: that comes last in a transaction, since others wait for it. `$1` id, `$2` brand,
 * `$3` contact, `$4` channel, `$5` what was sent, `$6` what was understood, `$7` source type. No row: the channel is gone.
 */
export const KEEP_LEAD = statement<LeadRow>(
  'keep_lead',
  `with channel as (
     update lead_channels set last_capture_date = greatest(last_capture_date, now())
     where id = $4::uuid and deleted_at is null
     returning id
   )
   insert into leads as l (id, brand_id, contact_id, lead_channel_id, raw_payload, parsed_payload, source_type)
   select $1::uuid, $2::uuid, $3::uuid, id, $5::json, $6::json, $7::text from channel
   returning ${LEAD.of('l')}`,
);

/** Whom the id `$1` of a lead or of a contact names, and on which boards the lead's channel looks for listings. */
export const LEAD_OR_CONTACT = statement<{ readonly contactId: string; readonly boards: string[] | null }>(
  'lead_or_contact',
  `select l.contact_id as "contactId", c.mls as boards
   from leads l
   join lead_channels c on c.id = l.lead_channel_id
   join contacts t on t.id = l.contact_id and t.deleted_at is null
   where l.id = $1 and l.deleted_at is null
   union all
   select id, null from contacts where id = $1 and deleted_at is null`,
);
