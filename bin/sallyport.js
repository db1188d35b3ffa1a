#!/usr/bin/env node
process.stdout.write('hi ' + process.cwd() + '\n');
