import { throughDefine } from "./through-define.ts";

export default throughDefine("fib");
