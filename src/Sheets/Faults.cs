using Marquee.Kernel;

namespace Marquee.Sheets;

/// <summary>What is said of files that are refused as a whole.</summary>
internal static class Faults
{
    public static SheetTooLarge Bytes() => new(new Texts(
        $"文件超过 {SheetLimits.FileBytes >> 20} MB，请拆成几个文件再上传。",
        $"The file is larger than {SheetLimits.FileBytes >> 20} MB. Split it into several files."));

    public static SheetTooLarge Rows() => new(new Texts(
        $"文件超过 {SheetLimits.Rows} 行，请拆成几个文件再上传。",
        $"The file has more than {SheetLimits.Rows} rows. Split it into several files."));

    public static SheetTooLarge Columns(int row) => new(new Texts(
        $"第 {row} 行的内容超过 {SheetLimits.Columns} 列，请删除多余的列。",
        $"Row {row} has values beyond column {SheetLimits.Columns}. Remove the columns that are not needed."));

    public static SheetTooLarge Cells(int row) => new(new Texts(
        $"第 {row} 行有超过 {SheetLimits.CellsOfRow} 个单元格，请删除多余的列。",
        $"Row {row} has more than {SheetLimits.CellsOfRow} cells. Remove the columns that are not needed."));

    public static SheetTooLarge Cell(int row, int column) => new(new Texts(
        $"第 {row} 行第 {column + 1} 列的内容超过 {SheetLimits.CellLength} 个字符。",
        $"Row {row}, column {column + 1} has more than {SheetLimits.CellLength} characters."));

    public static SheetTooLarge Unpacked() => new(new Texts(
        "文件解压后过大，不是正常的表格，已拒绝。",
        "The file unpacks to far more than a sheet holds and was refused."));

    public static SheetUnreadable NotText() => new(new Texts(
        "这不是文本文件。CSV 请保存为 UTF-8 文本。", "This is no text file. Save the CSV as UTF-8 text."));

    public static SheetUnreadable OpenQuote(int row) => new(new Texts(
        $"第 {row} 行的引号没有闭合。", $"A quote that begins in row {row} never ends."));

    public static SheetUnreadable NotAWorkbook() => new(new Texts(
        "这不是 XLSX 文件，或文件已损坏、有密码。请另存为不带密码的 .xlsx。",
        "This is no XLSX workbook, or it is damaged or has a password. Save it as .xlsx without a password."));

    public static SheetUnreadable Damaged(string part) => new(new Texts(
        $"文件的 {part} 部分无法读取。请用表格软件打开后另存一份再上传。",
        $"The part {part} of the workbook cannot be read. Open it in a spreadsheet, save it again and upload that."));

    public static SheetActive Formula(string cell) => new(new Texts(
        $"单元格 {cell} 含有公式。请将公式粘贴为数值后再上传。",
        $"Cell {cell} holds a formula. Paste formulas as values and upload again."));

    public static SheetActive Macros() => new(new Texts(
        "文件含有宏。请另存为不含宏的 .xlsx 再上传。",
        "The workbook contains macros. Save it as .xlsx without macros and upload that."));

    public static SheetActive Links(string part) => new(new Texts(
        $"文件含有外部链接、数据连接或嵌入对象（{part}）。请移除后再上传。",
        $"The workbook contains links to other files, data connections or embedded objects ({part}). Remove them."));
}
