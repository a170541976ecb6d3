/** Whom alarms tell: a topic, and one e-mail address if the deployer gave one. */
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

/** @param email AWS asks it for confirmation once, before anything else is sent there */
export function alarmTopic(
  scope: Construct,
  { email }: { readonly email?: string | undefined },
): Topic {
  const topic = new Topic(scope, 'Alarms', { displayName: 'goldpan', enforceSSL: true });
  // A topic without a policy lets CloudWatch in; with one, as for TLS, it has to be said.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  if (email !== undefined) topic.addSubscription(new EmailSubscription(email));
  return topic;
}
