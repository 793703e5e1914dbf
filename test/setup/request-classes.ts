import { ModulesContainer } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { TAKES_BODY } from '../../src/http/body/takes-body.js';

export type RequestClass = new () => object;

interface TakenBody {
  /** The name of the handler, which is the operation's id. */
  readonly operation: string;
  readonly type: RequestClass;
}

/** The class of the body of every handler that takes one. */
export const takenBodies = (app: NestExpressApplication): TakenBody[] =>
  [...app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .flatMap(({ metatype }) => bodiesOf((metatype as RequestClass).prototype as object));

const bodiesOf = (controller: object): TakenBody[] =>
  Object.getOwnPropertyNames(controller)
    .filter((name) => Reflect.hasMetadata(TAKES_BODY, controller, name))
    .flatMap((operation) => {
      const types = Reflect.getMetadata('design:paramtypes', controller, operation) as RequestClass[];
      return types.filter(({ name }) => name.endsWith('Dto')).map((type) => ({ operation, type }));
    });
