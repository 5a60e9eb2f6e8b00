import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface RunningHost {
  url: string;
  password: string;
  /** A machine key that may do everything: for the seeding only. */
  key: string;
  /** The file the key is in, for programs of ours. */
  keyFile: string;
  stop: () => Promise<void>;
}

/** A host of its own on a fresh database of the tests' cluster, with the console just built. */
export async function startHost(): Promise<RunningHost> {
  const cluster = process.env.MARQUEE_TEST_DATABASE;
  if (!cluster) {
    throw new Error(
      'The stories need a host: set MARQUEE_TEST_DATABASE to a PostgreSQL cluster (./marquee test does), or MARQUEE_E2E_URL with MARQUEE_E2E_PASSWORD and MARQUEE_E2E_KEY to a running host.',
    );
  }
  const program = process.env.MARQUEE_HOST ?? resolve('../artifacts/bin/Host/debug/Marquee.Host');
  if (!existsSync(program)) throw new Error(`There is no host at ${program}: build it first.`);

  const database = `e2e_${process.pid}`;
  psql(cluster, `create database ${database}`);
  const dataDir = mkdtempSync(join(tmpdir(), 'marquee-e2e-'));
  const logs = process.env.MARQUEE_TEST_RESULTS ?? 'test-results';
  mkdirSync(logs, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const host = spawn(program, [], {
    env: {
      ...process.env,
      MARQUEE_DATABASE: cluster.replace(/Database=[^;]*/i, `Database=${database}`),
      MARQUEE_DATA_DIR: dataDir,
      MARQUEE_URLS: url,
      MARQUEE_CONSOLE_DIR: process.env.MARQUEE_CONSOLE_DIR ?? resolve('dist'),
      Logging__Console__LogToStandardErrorThreshold: 'Trace',
    },
    stdio: ['ignore', 'pipe', openSync(join(logs, 'host.log'), 'w')],
  });
  let printed = '';
  host.stdout?.on('data', (text: Buffer) => {
    printed += text.toString();
  });
  const ended = new Promise<void>((done) => host.once('exit', () => done()));
  const stop = async () => {
    host.kill('SIGTERM');
    await ended;
    psql(cluster, `drop database if exists ${database} with (force)`);
    rmSync(dataDir, { recursive: true, force: true });
  };

  try {
    await untilReady(url, () => host.exitCode);
    const password = /MARQUEE_ADMIN_PASSWORD (\S+)/.exec(printed)?.[1];
    if (!password) throw new Error('The host told no first password.');
    const keyFile = join(dataDir, 'demo.key');
    return { url, password, key: readFileSync(keyFile, 'utf8').trim(), keyFile, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilReady(url: string, exitCode: () => number | null): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    if (exitCode() !== null) throw new Error('The host ended before it was ready: see host.log.');
    try {
      if ((await fetch(`${url}/health/ready`)).ok) return;
    } catch {
      // Nobody listens yet.
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error('The host was not ready within two minutes: see host.log.');
}

/** The cluster is named as .NET names it: `Host=…;Username=…;Database=…`. */
function psql(cluster: string, statement: string): void {
  const named = new Map(
    cluster
      .split(';')
      .filter(Boolean)
      .map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at).trim().toLowerCase(), pair.slice(at + 1)] as const;
      }),
  );
  const environment: Record<string, string> = {};
  const names = { host: 'PGHOST', port: 'PGPORT', username: 'PGUSER', password: 'PGPASSWORD', database: 'PGDATABASE' };
  for (const [name, variable] of Object.entries(names)) {
    const value = named.get(name);
    if (value) environment[variable] = value;
  }
  execFileSync(psqlProgram(), ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-c', statement], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Debian keeps the programs of each version in a folder of their own. */
function psqlProgram(): string {
  const versions = '/usr/lib/postgresql';
  const found = existsSync(versions) ? readdirSync(versions).map((version) => join(versions, version, 'bin/psql')) : [];
  return found.find((path) => existsSync(path)) ?? 'psql';
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? done(address.port) : fail(new Error('No port.'))));
    });
  });
}
