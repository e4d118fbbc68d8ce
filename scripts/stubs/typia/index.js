// @rocket.chat/ui-kit names a package that npm cannot fetch; its validators are compiled in, so an empty module is enough.
module.exports = {};
