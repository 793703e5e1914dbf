import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { ValidationFailed } from '../../http/errors/errors.js';

const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]{1,64}$/u;

/** The name of a board, or a number on it, in a path. */
@Injectable()
export class BoardTextPipe implements PipeTransform<string, string> {
  transform(value: string, { data }: ArgumentMetadata): string {
    return boardText(value, data ?? 'mls');
  }
}

/**
 * Boards write both as they like, so anything printable will do.
 * @throws {ValidationFailed}
 */
export function boardText(value: string, name: string): string {
  const text = value.trim();
  if (!PRINTABLE.test(text)) throw ValidationFailed.at(name, 'is not 1 to 64 printable characters');
  return text;
}
