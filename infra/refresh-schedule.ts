/** The tick: asks the function now and then to look again at what is due. */
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  Schedule,
  ScheduleExpression,
  ScheduleGroup,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export interface RefreshScheduleProps {
  readonly prefix: string;
  readonly crawler: IFunction;
  /** '1 hour'; no schedule ticks when missing. */
  readonly every?: string | undefined;
  /** Where ticks end that could not be delivered. */
  readonly failedCalls: IQueue;
}

/** @see src/handlers/tick.ts */
export function refreshSchedule(scope: Construct, props: RefreshScheduleProps): void {
  const { prefix, crawler, every, failedCalls } = props;
  const group = new ScheduleGroup(scope, 'Schedules', {
    scheduleGroupName: prefix,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, 'SchedulerRole', {
    // For schedules of this group only: another account's scheduler could be talked into using the role otherwise.
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: {
        StringEquals: {
          'aws:SourceAccount': Stack.of(scope).account,
          'aws:SourceArn': group.scheduleGroupArn,
        },
      },
    }),
  });
  role.addToPolicy(
    new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: [crawler.functionArn],
    }),
  );
  failedCalls.grantSendMessages(role);
  const refresh = new Schedule(scope, 'Refresh', {
    description: 'Crawls again what is due',
    scheduleGroup: group,
    schedule: ScheduleExpression.expression(`rate(${every ?? '1 hour'})`),
    enabled: every !== undefined,
    target: new LambdaInvoke(crawler, {
      input: ScheduleTargetInput.fromObject({ refresh: true }),
      // What is due now is still due with the next tick.
      maxEventAge: Duration.minutes(30),
      retryAttempts: 5,
      deadLetterQueue: failedCalls,
      // The target would allow every version of the function too.
      role: role.withoutPolicyUpdates(),
    }),
  });
  // It names the group only, which is no dependency to CloudFormation.
  refresh.node.addDependency(group);
}
