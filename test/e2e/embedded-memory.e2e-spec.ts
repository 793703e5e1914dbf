import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from '../setup/api.js';
import { testDatabaseUrl } from '../setup/paths.js';
import { type Service, startService } from '../setup/process.js';

const describeEmbedded = testDatabaseUrl() || !existsSync('/proc/self/status') ? describe.skip : describe;

const bearer = `sk_${'k'.repeat(43)}`;
/** Enough statements for V8 to optimize what it will. */
const REQUESTS = 300;

const folder = mkdtempSync(join(tmpdir(), 'portico-embedded-'));
let service: Service;

afterEach(() => service.kill('SIGTERM'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** In MB: what the process has in memory, or had at most. */
function memory(what: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${service.pid}/status`, 'utf8');
  return Number(new RegExp(`^${what}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
}

/** Half of what it took before anything was done about it, and half as much again as it takes now. */
describeEmbedded('the memory of the embedded database', () => {
  it.each(['first', 'second'])(
    'is bounded at the %s start, and once it has worked',
    async () => {
      service = await startService({ DATA_DIR: folder, BOOTSTRAP_SECRET_KEY: bearer, LOG_LEVEL: 'warn' });
      expect(memory('VmRSS')).toBeLessThan(450);
      expect(memory('VmHWM')).toBeLessThan(620);

      const api = new Api(service.url, () => undefined);
      for (let time = 0; time < REQUESTS; time++) {
        const { status } = await api.post('/brands', { bearer, body: { name: 'Many', brand_type: 'Team' } });
        expect(status).toBe(200);
      }
      expect(memory('VmHWM')).toBeLessThan(620);
    },
    120_000,
  );
});
