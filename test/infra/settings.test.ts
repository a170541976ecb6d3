import { describe, expect, it } from 'vitest';
import { InvalidSettingError, readSettings } from '../../infra/settings.ts';

describe('the settings of a deployment', () => {
  it('need not be given', () => {
    expect(readSettings({})).toEqual({
      stage: 'dev',
      timeout: 300,
      memory: 2048,
      concurrency: 10,
      reserve: true,
      refreshEvery: '1 hour',
    });
  });

  it('are read from the command line, where every value is text', () => {
    expect(
      readSettings({
        stage: 'prod',
        timeout: '60',
        memory: '3008',
        concurrency: '8',
        refreshEvery: '2 days',
        contact: ' you@example.org ',
        alarmEmail: 'you@example.org',
        subnetIds: 'subnet-0a1b, subnet-2c3d',
        securityGroupIds: 'sg-0a1b',
      }),
    ).toEqual({
      stage: 'prod',
      timeout: 60,
      memory: 3008,
      concurrency: 8,
      reserve: true,
      refreshEvery: '2 days',
      contact: 'you@example.org',
      alarmEmail: 'you@example.org',
      network: { subnetIds: ['subnet-0a1b', 'subnet-2c3d'], securityGroupIds: ['sg-0a1b'] },
    });
  });

  it('are read from cdk.json, where a number may be one', () => {
    expect(readSettings({ timeout: 60, concurrency: 0 })).toMatchObject({
      timeout: 60,
      concurrency: 10,
      reserve: false,
    });
  });

  it('may be left empty, as make does with what nobody set', () => {
    expect(
      readSettings({ contact: '', alarmEmail: '', subnetIds: '', securityGroupIds: '' }),
    ).toEqual(readSettings({}));
  });

  it.each([
    [{ stage: 'qa' }, 'stage takes dev or prod'],
    [{ timeout: '901' }, 'timeout takes whole seconds from 10 to 900'],
    [{ timeout: 'soon' }, 'timeout takes whole seconds from 10 to 900'],
    [{ memory: '512' }, 'memory takes whole MB from 1024 to 10240'],
    [{ concurrency: '1' }, 'concurrency takes a number from 2 to 1000, or 0'],
    [{ concurrency: '2.5' }, 'concurrency takes a number from 2 to 1000, or 0'],
    [{ refreshEvery: '1 hours' }, "refreshEvery takes a rate such as '1 hour'"],
    [{ refreshEvery: '0 minutes' }, "refreshEvery takes a rate such as '1 hour'"],
    [{ contact: 'you\r\nX-Evil: 1' }, 'contact takes an e-mail or web address'],
    [{ alarmEmail: 'nobody' }, 'alarmEmail takes an e-mail address'],
    [{ subnetIds: 'vpc-1', securityGroupIds: 'sg-1' }, 'subnetIds.0 takes ids such as subnet-'],
    [{ subnetIds: 'subnet-1' }, 'subnetIds and securityGroupIds go together'],
  ])('are refused when wrong, with what they take: %j', (given, message) => {
    expect(() => readSettings(given)).toThrow(InvalidSettingError);
    expect(() => readSettings(given)).toThrow(message);
  });

  it.each([
    ['concurency', 'concurrency'],
    ['timout', 'timeout'],
    ['alarmEMail', 'alarmEmail'],
    ['subnetIDs', 'subnetIds'],
  ])('are not taken misspelt: %s', (key, meant) => {
    expect(() => readSettings({ [key]: 'x' })).toThrow(
      `There is no setting ${key}: ${meant} is meant`,
    );
  });

  it('leave alone what is CDK’s own', () => {
    expect(readSettings({ '@aws-cdk/core:checkSecretUsage': true, 'aws:cdk:version': 1 })).toEqual(
      readSettings({}),
    );
  });
});
