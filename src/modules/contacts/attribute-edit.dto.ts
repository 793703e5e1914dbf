import { ApiHideProperty, ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Allow, ArrayMaxSize, ArrayNotEmpty, IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import { FitsTogether, type WholeRule } from '../../http/body/fits-together.js';
import { Nested } from '../../http/body/validation.js';
import type { Fault } from '../../http/errors/errors.js';
import type { AttributeEdit } from './attribute-edits.js';
import { attributeFaults } from './attribute-faults.js';
import { AttributeFields, MAX_ATTRIBUTES } from './attribute-input.dto.js';
import { ATTRIBUTE_TYPE_NAMES, type AttributeType } from './attribute-types.js';
import { CONTACT_EDITS } from './contact.examples.js';

/** What is left out stays as it is; a label or an index that is null is none. */
@ApiSchema({ name: 'ChangeAttribute' })
export class ChangeAttributeDto extends AttributeFields {
  @Allow() @ApiHideProperty() id?: unknown;

  @ApiProperty({
    enum: ATTRIBUTE_TYPE_NAMES,
    required: false,
    description: 'The type that it has: it cannot change',
  })
  @IsOptional()
  @IsIn(ATTRIBUTE_TYPE_NAMES)
  attribute_type?: AttributeType;
}

/** A change of the attribute with the `id`; without one, an attribute to add. */
@ApiSchema({ name: 'AttributeEdit' })
export class AttributeEditDto extends AttributeFields implements AttributeEdit {
  /** Id of a live attribute of the contact, to change that: what is left out stays as it is */
  @ApiProperty({ format: 'uuid', type: 'string', required: false, nullable: true })
  @IsOptional()
  @IsUUID()
  id?: string | null;

  @ApiProperty({
    enum: ATTRIBUTE_TYPE_NAMES,
    required: false,
    description: 'What is stated; required of one that is added. That of a live attribute cannot change',
  })
  @IsOptional()
  @IsIn(ATTRIBUTE_TYPE_NAMES)
  attribute_type?: AttributeType;
}

/** What can be judged without knowing the attributes that are to change. */
const editFaults: WholeRule<EditContactDto> = ({ attributes }, circumstances) => {
  if (!Array.isArray(attributes)) return [];
  const edits = (attributes as unknown[]).map((edit) => (isObject(edit) ? edit : {}));
  const added = edits.map((edit) => (edit.id == null ? edit : undefined));
  const ids = edits.map(({ id }) => (typeof id === 'string' ? id.toLowerCase() : undefined));
  return [
    ...edits.flatMap((edit, position): Fault[] =>
      edit.id == null && edit.attribute_type == null
        ? [{ path: `attributes[${position}].attribute_type`, message: REQUIRED }]
        : [],
    ),
    ...ids.flatMap((id, position): Fault[] =>
      id !== undefined && ids.indexOf(id) < position
        ? [{ path: `attributes[${position}].id`, message: 'must not be that of an entry before it' }]
        : [],
    ),
    ...attributeFaults({ attributes: added }, circumstances),
  ];
};

const REQUIRED = 'is required of what is added, which is all that has no id';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

@FitsTogether(editFaults)
@ApiSchema({ name: 'EditContact' })
export class EditContactDto {
  /** What to change and what to add; all of it, or none where any of it is refused. Changes are made first */
  @ApiProperty({ example: CONTACT_EDITS, maxItems: MAX_ATTRIBUTES })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MAX_ATTRIBUTES)
  @Nested(() => AttributeEditDto, { each: true })
  attributes!: AttributeEditDto[];
}
