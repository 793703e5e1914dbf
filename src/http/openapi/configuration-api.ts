import { ApiExtraModels, ApiProperty } from '@nestjs/swagger';

/** What every error of the configuration API looks like. */
export class ConfigurationErrorDto {
  @ApiProperty({ maxLength: 65_536, description: 'What happened, in English; names the field at fault' })
  message!: string;

  @ApiProperty({ maxLength: 64, description: 'The kind of error; stable, for programs to branch on' })
  code!: string;
}

/** A controller of the configuration API: no envelope. Its errors take their shape from the path. */
export const ConfigurationApi = (): ClassDecorator => ApiExtraModels(ConfigurationErrorDto);
