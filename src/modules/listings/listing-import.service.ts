import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Sql } from '../../database/sql.js';
import type { BodyLine } from '../../http/body/lines.js';
import { faultsThrownBy, ValidationFailed } from '../../http/errors/errors.js';
import type { ListingImportDto } from './listing-import.dto.js';
import { IMPORT_LISTINGS } from './listing.repository.js';
import { listingOf } from './reso-property.js';

/** How many rows are written at once. */
const BATCH = 500;
/** Of how many lines it is told what is wrong with them; all are counted. */
export const MAX_TOLD = 1_000;

/** Takes in what a board offers, as fast as the database does. */
@Injectable()
export class ListingImportService {
  constructor(private readonly sql: Sql) {}

  /**
   * Puts the listings of the brand's tenant that stand on the lines. What was written stays, even where the lines then
   * break off.
   */
  async run(brandId: string, lines: AsyncIterable<BodyLine>): Promise<ListingImportDto> {
    const done: ListingImportDto = {
      type: 'listing_import',
      lines: 0,
      imported: 0,
      unchanged: 0,
      failed: 0,
      errors: [],
    };
    let batch: object[] = [];
    for await (const line of lines) {
      done.lines++;
      const faults = faultsThrownBy(() => batch.push({ ...read(line), id: uuidv7() }));
      if (faults.length > 0) refuse(done, line, new ValidationFailed(faults));
      if (batch.length < BATCH) continue;
      await this.write(brandId, batch, done);
      batch = [];
    }
    await this.write(brandId, batch, done);
    return done;
  }

  private async write(brandId: string, batch: readonly object[], done: ListingImportDto): Promise<void> {
    if (batch.length === 0) return;
    const [row] = await this.sql.run(IMPORT_LISTINGS, [brandId, JSON.stringify(batch)]);
    const imported = row?.imported ?? 0;
    done.imported += imported;
    done.unchanged += batch.length - imported;
  }
}

/** @throws {ValidationFailed} */
function read({ fault, value }: BodyLine): object {
  if (fault) throw fault;
  return listingOf(value);
}

function refuse(done: ListingImportDto, { number }: BodyLine, { message, details }: ValidationFailed): void {
  done.failed++;
  if (done.errors.length < MAX_TOLD) done.errors.push({ line: number, message, details: [...details] });
}
