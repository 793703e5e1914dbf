import { MikroORM } from '@mikro-orm/core';
import { Contact } from '../../src/modules/contacts/contact.entity.js';
import { Portal } from '../../src/modules/portals/portal.entity.js';
import { Activity } from '../../src/modules/timeline/activity.entity.js';
import { ormOptions } from '../../src/database/orm-options.js';
import { entities } from '../../src/database/entities.js';
import { SelectList } from '../../src/database/select-list.js';

const ACTIVITY = new SelectList(Activity, ['id', 'contact', 'objectSa', 'isVisible', 'createdAt']);
const LIST = `a.id, a.contact_id as "contactId", a.object_sa::text as "objectSa", a.is_visible as "isVisible", \
extract(epoch from a.created_at)::float8 as "createdAt"`;

describe('SelectList', () => {
  it('reads columns under the names and by the types of their properties', () => {
    expect(ACTIVITY.of('a')).toBe(LIST);
    expect(new SelectList(Portal, ['hostnames']).of('p')).toMatch(
      /^\(select array_agg\(.*where h\.portal_id = p\.id\) as "hostnames"$/,
    );
  });

  it('makes one JSON object of a row', () => {
    expect(new SelectList(Contact, ['brand', 'lastTouch']).asJson('c')).toBe(
      `json_build_object('brandId', c.brand_id, 'lastTouch', extract(epoch from c.last_touch)::float8)`,
    );
  });

  it('names the columns as the ORM does, which completes its entities later', () => {
    const orm = new MikroORM(ormOptions({ dataDir: 'memory' } as never));
    expect(ACTIVITY.of('a')).toBe(LIST);
    for (const entity of entities as readonly (new () => object)[]) {
      for (const property of orm.getMetadata(entity as never).props) {
        if (property.formula) continue;
        const list = new SelectList(entity, [property.name]).of('t');
        expect(list).toContain(`t.${property.fieldNames[0]}`);
      }
    }
  });
});
