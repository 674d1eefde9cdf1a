import { clocks } from "../clock";
import { keys } from "../keys";
import { readingModes } from "../modes";
import { page } from "../page";

const root = document.documentElement;
readingModes(root);
clocks(root);
keys();
page();
