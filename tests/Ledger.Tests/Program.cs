using Marquee.Ledger.Tests;
using Xunit.Runner.InProc.SystemConsole;

// A test that kills a writer needs a program to kill: this one.
return args is [JournalWriterProgram.Word, var folder, var epoch]
    ? JournalWriterProgram.Run(folder, uint.Parse(epoch, null))
    : await ConsoleRunner.Run(args);
