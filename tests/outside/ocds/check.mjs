// Judges packages of open data with ajv (JSON Schema draft 4 with formats). Reads one JSON object from standard input:
// { releaseSchema, releasePackageSchema, recordPackageSchema, versionedSchema, packages: [{ id, kind: "release" | "record", package }] }
// and writes a line of JSON for each package: { id, errors: [text…] }. A member that no schema names is an error, too.
import { readFileSync } from "node:fs";
import AjvDraft4 from "ajv-draft-04";
import addFormats from "ajv-formats";

const Ajv = AjvDraft4.default ?? AjvDraft4;
const asked = JSON.parse(readFileSync(0, "utf8"));

/** Closes every object of a schema that names its members. */
function close(schema) {
  if (Array.isArray(schema)) return schema.map(close);
  if (schema === null || typeof schema !== "object") return schema;
  const closed = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, name === "enum" || name === "required" ? value : close(value)]));
  if (closed.properties && typeof closed.properties === "object" && !("type" in closed.properties && typeof closed.properties.type === "string")) closed.additionalProperties = false;
  return closed;
}

const ajv = new Ajv({ strict: false, allErrors: true });
(addFormats.default ?? addFormats)(ajv);
ajv.addSchema(asked.versionedSchema);
ajv.addSchema(close(asked.releaseSchema));
const judges = { release: ajv.compile(close(asked.releasePackageSchema)), record: ajv.compile(close(asked.recordPackageSchema)) };
for (const { id, kind, package: given } of asked.packages) {
  const judge = judges[kind];
  const errors = judge(given) ? [] : judge.errors.map((e) => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`);
  console.log(JSON.stringify({ id, errors: errors.slice(0, 20) }));
}
