import { describe, expect, it } from 'vitest';
import { goldpan } from '../cli/goldpan.ts';

/** Nobody's configuration, and no instance that would hand out credentials. */
const nowhere = {
  AWS_REGION: 'eu-west-1',
  AWS_DEFAULT_REGION: '',
  AWS_ACCESS_KEY_ID: '',
  AWS_SECRET_ACCESS_KEY: '',
  AWS_PROFILE: '',
  AWS_CONFIG_FILE: '/nowhere',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_MAX_ATTEMPTS: '1',
};
const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

describe('a command for the fleet says what is missing, and what to do', () => {
  it('without credentials', async () => {
    const { code, stderr } = await goldpan(['fleet', 'logs'], nowhere);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^no_credentials: .*\nGive AWS credentials/);
  });

  it('without a region', async () => {
    const { code, stderr } = await goldpan(['fleet', 'logs'], {
      ...nowhere,
      ...keys,
      AWS_REGION: '',
    });
    expect(code).toBe(1);
    expect(stderr).toBe(
      'no_region: No AWS region is set, or it is none\nSay in which region the fleet is: AWS_REGION=eu-west-1.\n',
    );
  });

  it('when AWS does not answer', async () => {
    const { code, stderr } = await goldpan(['fleet', 'logs'], { ...nowhere, ...keys });
    expect(code).toBe(1);
    expect(stderr).toContain(
      'not_reachable: Could not read the stack goldpan-dev: connect ECONNREFUSED',
    );
  });

  it('for a stage that there is not', async () => {
    const { code, stderr } = await goldpan(['fleet', 'logs', '--stage', 'test'], nowhere);
    expect(code).toBe(2);
    expect(stderr).toContain('Allowed choices are dev, prod');
  });
});

describe('goldpan fleet secret', () => {
  it.each([
    ['is missing', '', 'invalid_event: MONGODB_URI is not set'],
    ['is no connection string', 'postgres://mara:secret-word@db', 'storage: MONGODB_URI is not'],
    ['cannot be read', 'mongodb://mara:secret-word@', 'storage: MONGODB_URI is not'],
    ['does not answer', 'mongodb://mara:secret-word@127.0.0.1:9', 'no_database: Could not connect'],
  ])('writes nothing when MONGODB_URI %s, and never prints it', async (_what, uri, said) => {
    const { code, stdout, stderr } = await goldpan(['fleet', 'secret'], {
      ...nowhere,
      ...keys,
      MONGODB_URI: uri,
    });
    expect(code).toBe(1);
    expect(stderr).toContain(said);
    expect(stdout + stderr).not.toContain('secret-word');
  });
});

describe('goldpan fleet ingest', () => {
  it('reads the links file before anything else', async () => {
    const { code, stderr } = await goldpan(['fleet', 'ingest', 'no-such-file.json'], nowhere);
    expect(code).toBe(1);
    expect(stderr).toContain('Cannot read no-such-file.json');
  });
});
