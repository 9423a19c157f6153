// A thread or a child process of workerpool.
import { worker } from "workerpool";
import { answer, crash } from "./crash.ts";

worker({ answer, crash });
