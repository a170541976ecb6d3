/** The option to run in a network of the deployer's own, for a database that is reached there only. */
import { ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import { Effect, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Network } from './settings.ts';

/** What Lambda needs to make the network interfaces of a function, and to get rid of them. */
const ACTIONS = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * Places the function. The subnets need a way to the web (NAT): crawling is what it is for.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
export function placeInNetwork(
  crawler: LambdaFunction,
  role: Role,
  { subnetIds, securityGroupIds }: Network,
): void {
  const resource = crawler.node.defaultChild;
  if (!(resource instanceof CfnFunction)) throw new TypeError('The function has no resource.');
  // By ids: the construct of a network would have to be looked up, and a template is made offline.
  resource.vpcConfig = { subnetIds: [...subnetIds], securityGroupIds: [...securityGroupIds] };
  role.addToPolicy(new PolicyStatement({ actions: ACTIONS, resources: ['*'] }));
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'Lambda makes the network interfaces of a function with the role of that function, before they have names; AWS documents these actions on all resources. The code of the function is denied them.',
  });
  // Lambda does this for the function; the code in it has no business with it.
  role.addToPolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions: ACTIONS,
      resources: ['*'],
      conditions: {
        // Any function: there is one with this role, and it cannot be named before its role is there.
        ArnLike: {
          'lambda:SourceFunctionArn': Stack.of(crawler).formatArn({
            service: 'lambda',
            resource: 'function',
            resourceName: '*',
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        },
      },
    }),
  );
}
