/** The entity that was asked for, which is made where there is none. */
export class FoundOrMade<Entity> {
  constructor(
    readonly entity: Entity,
    readonly created: boolean,
  ) {}
}
