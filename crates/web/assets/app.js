import("./palette.js"); import("./table.js"); import("./form.js"); import("./live.js");
