// Checks a manifest with Microsoft's own library, and returns what it has against it.
const { AppManifestUtils } = require("@microsoft/app-manifest");

module.exports = (manifest) => AppManifestUtils.validateAgainstSchema(manifest);
