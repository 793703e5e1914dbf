import type { SeededSecrets } from './seeding.service.js';

/**
 * Holds what seeding made from the moment it is committed until it is shown: once, and not through the log. Nobody
 * could find it out later, for only hashes are stored.
 */
export class FirstSecrets {
  private unshown?: SeededSecrets;

  keep(secrets: SeededSecrets): void {
    this.unshown = secrets;
  }

  /** What to put on the screen; nothing where there is nothing, or no longer. */
  take(): string {
    if (!this.unshown) return '';
    const { secretKey, portalToken } = this.unshown;
    this.unshown = undefined;
    const lines = ['First start. Secrets are shown once and stored nowhere:'];
    lines.push(`  secret key    ${secretKey ?? 'the one in BOOTSTRAP_SECRET_KEY'}`);
    if (portalToken !== undefined) lines.push(`  portal token  ${portalToken}   (of the demo portal)`);
    return `${lines.join('\n')}\n\n`;
  }
}
