import { Conflict } from '../../http/errors/errors.js';

export class KeyReused extends Conflict {
  constructor(key: string) {
    super(`Idempotency-Key ${key} was sent with another body`);
  }
}

export class CallUnderWay extends Conflict {
  override readonly headers = { 'Retry-After': '1' };

  constructor(key: string) {
    super(`The call with Idempotency-Key ${key} is still under way`);
  }
}

/** It carried a secret, or was too long. */
export class AnswerNotKept extends Conflict {
  constructor(key: string) {
    super(
      `The call with Idempotency-Key ${key} was done; its answer is not kept: it carried a secret, or was too long`,
    );
  }
}
