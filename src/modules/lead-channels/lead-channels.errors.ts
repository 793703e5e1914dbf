import { Conflict } from '../../http/errors/errors.js';
import { DEFAULT_LEAD_CHANNEL } from './lead-channel.entity.js';

export class DefaultChannelStays extends Conflict {
  constructor() {
    super(`The default lead channel, "${DEFAULT_LEAD_CHANNEL}", cannot be deleted`);
  }
}
