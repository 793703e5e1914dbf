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

export class VouchedForElsewhere extends Conflict {
  constructor() {
    super('The user belongs to another brand: one above both, or that one, has to give the role');
  }
}

export class LastOwnerStays extends Conflict {
  constructor() {
    super(`The last ${OWNER} of a brand without a parent cannot be removed`);
  }
}
