import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { Response } from 'express';
import { Public } from '../../http/access/access.js';
import { Plain } from '../../http/response/plain.js';
import { Readiness } from './readiness.js';

@ApiExcludeController()
@SkipThrottle()
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process runs. Says nothing of the database: restarting this process would not help that. */
  @Get('live')
  live(): Plain {
    return new Plain({ status: 'ok' });
  }

  /** 200 while requests can be served, 503 while the database is away or the process is stopping. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Plain> {
    const { ready, database, stopping } = await this.readiness.check();
    if (!ready) response.status(503).set('Retry-After', '1');
    return new Plain({ status: ready ? 'ok' : 'unavailable', database, stopping });
  }
}
