import { Conflict } from '../../http/errors/errors.js';

export class HostnameTaken extends Conflict {
  constructor(hostname: string) {
    super(`hostname ${hostname} belongs to another portal`);
  }
}

export class HostnameReserved extends Conflict {
  constructor(hostname: string) {
    super(`hostname ${hostname} is reserved for this service`);
  }
}
