// Validates the synthesised templates against CloudFormation's resource specification, which AWS
// publishes independently of the CDK: every type and property is known, every required property is
// present, every value has the right kind. Values that only CloudFormation computes (Ref, Fn::*)
// count as valid.   node check-templates.mjs <folder of templates>
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

const specification = loadAwsServiceSpecSync();
const problems = [];
let checked = 0;

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isComputed = (value) =>
  isObject(value) && Object.keys(value).length === 1 && /^(Ref|Fn::.*)$/.test(Object.keys(value)[0]);

function checkProperties(path, given, wanted) {
  for (const [name, { required }] of Object.entries(wanted)) {
    if (required && given[name] === undefined) problems.push(`${path}: ${name} is missing`);
  }
  for (const [name, value] of Object.entries(given)) {
    if (wanted[name] === undefined) problems.push(`${path}: there is no ${name}`);
    else checkValue(`${path}.${name}`, value, wanted[name].type);
  }
}

// CloudFormation also accepts numbers and booleans as texts.
const kinds = {
  string: (value) => ['string', 'number', 'boolean'].includes(typeof value),
  number: (value) => Number.isFinite(Number(value)),
  integer: (value) => Number.isInteger(Number(value)),
  boolean: (value) => ['true', 'false'].includes(String(value)),
  'date-time': (value) => typeof value === 'string',
  json: () => true,
  tag: isObject,
  null: (value) => value === null,
};

function fits(value, type) {
  const before = problems.length;
  checkValue('', value, type);
  return problems.splice(before).length === 0;
}

function checkValue(path, value, type) {
  checked++;
  if (isComputed(value)) return;
  if (type.type === 'array') {
    if (!Array.isArray(value)) problems.push(`${path} is no list`);
    else value.forEach((item, i) => checkValue(`${path}[${i}]`, item, type.element));
  } else if (type.type === 'map') {
    if (!isObject(value)) problems.push(`${path} is no object`);
    else for (const [key, item] of Object.entries(value)) checkValue(`${path}.${key}`, item, type.element);
  } else if (type.type === 'ref') {
    if (!isObject(value)) problems.push(`${path} is no object`);
    else checkProperties(path, value, specification.get('typeDefinition', type.reference.$ref).properties);
  } else if (type.type === 'union') {
    if (!type.types.some((one) => fits(value, one))) problems.push(`${path} is of no allowed kind`);
  } else if (kinds[type.type] === undefined) {
    problems.push(`${path}: the specification has a kind nobody knows here: ${type.type}`);
  } else if (!kinds[type.type](value)) {
    problems.push(`${path} is no ${type.type}`);
  }
}

const folder = process.argv[2];
const templates = readdirSync(folder).filter((name) => name.endsWith('.template.json'));
for (const name of templates) {
  const { Resources } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  for (const [id, { Type, Properties = {} }] of Object.entries(Resources)) {
    const found = specification.lookup('resource', 'cloudFormationType', 'equals', Type);
    if (found.length === 0) problems.push(`${name}: there is no ${Type}`);
    else checkProperties(`${name} ${id}`, Properties, found.only().properties);
  }
}
if (templates.length === 0) problems.push(`there is no template in ${folder}`);
for (const problem of problems) console.error(problem);
console.log(`${templates.length} templates, ${checked} values, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
