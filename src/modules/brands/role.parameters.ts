import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { PathUuid } from '../../http/parameters/path.js';

/** Injects the role's id of the path. */
export const RoleId = (): ParameterDecorator =>
  PathUuid('role', { description: 'Id of the role', example: EXAMPLE_IDS.role });

/** Injects the member's id of the path. */
export const MemberId = (): ParameterDecorator =>
  PathUuid('user', { description: 'Id of the user', example: EXAMPLE_IDS.user });
