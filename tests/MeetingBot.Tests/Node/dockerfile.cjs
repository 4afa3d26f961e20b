// Reads a Dockerfile as editors do, and returns what is wrong with it, and its instructions.
const { DockerfileParser } = require("dockerfile-ast");
const { validate } = require("dockerfile-utils");

module.exports = (text) => ({
  problems: validate(text).map((found) => `line ${found.range.start.line + 1}: ${found.message}`),
  instructions: DockerfileParser.parse(text).getInstructions().map((one) => ({ verb: one.getKeyword(), text: one.getArgumentsContent() ?? "" })),
});
