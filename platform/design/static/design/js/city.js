/* The city's site. */
import "./leave.js";
import "./live.js";
import "./once.js";
import "./errors.js";
import "./address-search.js";
import "./photos.js";
import "./counter.js";
import "./app.js";
