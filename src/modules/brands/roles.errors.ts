import { Conflict } from '../../http/errors/errors.js';
import { OWNER } from './brand-role.entity.js';

export class RoleNameTaken extends Conflict {
  constructor(role: string) {
    super(`The brand has a role ${role} already`);
  }
}

export class OwnerRoleStays extends Conflict {
  constructor() {
    super(`The role ${OWNER} cannot be deleted`);
  }
}

export class LastOwnerStays extends Conflict {
  constructor() {
    super(`The last ${OWNER} of a brand without a parent cannot be removed`);
  }
}
