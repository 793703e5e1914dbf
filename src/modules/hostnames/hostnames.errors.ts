import { Conflict } from '../../http/errors/errors.js';

export class HostnameTaken extends Conflict {
  constructor(hostname: string) {
    super(`hostname ${hostname} belongs to another portal`);
  }
}

/** How many a portal has at most. */
export const MAX_HOSTNAMES = 100;

export class TooManyHostnames extends Conflict {
  constructor() {
    super(
      `hostname cannot be added: the portal has ${MAX_HOSTNAMES} hostnames, which is the most there can be`,
    );
  }
}

export class HostnameReserved extends Conflict {
  constructor(hostname: string) {
    super(`hostname ${hostname} is reserved for this service`);
  }
}
