import { ApiProperty } from '@nestjs/swagger';

/** The `type` of an entity: one fixed word. */
export const EntityType = (name: string): PropertyDecorator =>
  ApiProperty({ type: 'string', enum: [name], description: 'What kind of entity this is' });

/** A moment in epoch seconds with microseconds. */
export const Epoch = (description: string, options: { nullable?: boolean } = {}): PropertyDecorator =>
  ApiProperty({
    type: 'number',
    format: 'double',
    example: 1778872279.349493,
    description: `${description}; epoch seconds with microseconds`,
    ...(options.nullable && { nullable: true }),
  });

/** When it was deleted: `null` for everything that is answered. */
export const DeletedAt = (): PropertyDecorator =>
  Epoch('When it was deleted; null while it lives', { nullable: true });

/** An object whose members are the client's business. */
export const FreeForm = (
  description: string,
  options: { nullable?: boolean; required?: boolean } = {},
): PropertyDecorator =>
  ApiProperty({
    type: 'object',
    additionalProperties: true,
    maxProperties: 5_000,
    description,
    ...(options.nullable && { nullable: true }),
    selfRequired: options.required ?? true,
  });
