import type { Request, RequestHandler, Response } from 'express';

/** Something that is done to every request before a route is looked for. It may throw, or answer. */
export type Step = (request: Request, response: Response) => void;

/** All `steps` as one layer: the router takes longer to get from a layer to the next than most steps take. */
export const inTurn =
  (steps: readonly Step[]): RequestHandler =>
  (request, response, next) => {
    for (const step of steps) {
      step(request, response);
      if (response.writableEnded) return;
    }
    next();
  };
