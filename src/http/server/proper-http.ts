import { ExpectationFailed, ValidationFailed } from '../errors/errors.js';
import type { Step } from '../steps.js';

/** The one expectation that there is; Node has answered it by now. */
const CONTINUE = /(?:^|\W)100-continue(?:$|\W)/i;

/** Refuses what Node's server would refuse by itself, but without a body and an id. */
export const refuseImproperHttp: Step = (request) => {
  const { host, expect } = request.headers;
  if (host === undefined && request.httpVersion === '1.1') {
    throw ValidationFailed.at('', 'The Host header is missing');
  }
  if (expect !== undefined && !CONTINUE.test(expect)) {
    throw new ExpectationFailed('Only 100-continue may be expected');
  }
};
