/** A document's Zod schema as the `$jsonSchema` that the server itself enforces, whoever writes. */
import * as z from 'zod';
import { snakeCase } from './field-names.ts';

/** What MongoDB's dialect (draft 4, without annotations) does not know and would refuse the collection for. */
const UNKNOWN_TO_MONGODB: ReadonlySet<string> = new Set([
  '$schema',
  'default',
  'format',
  'id',
  'propertyNames',
]);

/**
 * The validator of a collection. Top-level fields that the schema does not know are allowed, because the course's
 * databases hold documents with more in them; below the top level the schema is exact.
 *
 * @example
 * await db.createCollection('users', { validator: mongoValidator(userSchema) });
 */
export function mongoValidator(schema: z.ZodObject): { $jsonSchema: Record<string, unknown> } {
  const json = z.toJSONSchema(schema, {
    target: 'draft-4',
    io: 'output',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema instanceof z.ZodDate) Object.assign(jsonSchema, { bsonType: 'date' });
    },
  });
  const properties = Object.entries(json.properties ?? {}).map(
    ([name, property]) => [snakeCase(name), inMongoDialect(property)] as const,
  );
  return {
    $jsonSchema: {
      bsonType: 'object',
      required: ['_id', ...(json.required ?? []).map(snakeCase)],
      properties: { _id: { bsonType: 'string' }, ...Object.fromEntries(properties) },
    },
  };
}

function inMongoDialect(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(inMongoDialect);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([keyword]) => !UNKNOWN_TO_MONGODB.has(keyword))
      .map(([keyword, value]) => {
        // The driver sends a whole number as int or double, as it fits; MongoDB refuses the type 'integer'.
        if (keyword === 'type') return ['bsonType', value === 'integer' ? 'number' : value];
        if (keyword === 'properties' && typeof value === 'object' && value !== null) {
          return [keyword, inMongoProperties(value)];
        }
        return [keyword, inMongoDialect(value)];
      }),
  );
}

/** Below `properties` the keys are names, not keywords: a field may well be called 'format'. */
function inMongoProperties(properties: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, node]) => [name, inMongoDialect(node)]),
  );
}
