import { type RowOf, SelectList } from '../../database/select-list.js';
import { statement } from '../../database/statement.js';
import { IS_CALLING_PORTAL } from '../portals/calling-portal.js';
import { Portal } from '../portals/portal.entity.js';

const CONFIG = new SelectList(Portal, ['config']);

/** `$1` portal, `$2` hash of its token. No row: the token is not (or no longer) the portal's. */
export const CONFIG_OF_PORTAL = statement<RowOf<typeof CONFIG>>(
  'config_of_portal',
  `select ${CONFIG.of('p')} from portals p where ${IS_CALLING_PORTAL}`,
);
