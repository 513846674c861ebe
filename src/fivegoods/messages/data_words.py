"""The words of the commands that make and read forms, tables and benchmarks."""

from __future__ import annotations

from typing import Final

#: Code → (Chinese, English), as in `fivegoods.messages.words`.
SETTINGS_WORDS: Final[dict[str, tuple[str, str]]] = {
    "settings.title": ("本次适用的约定", "Settings in force"),
    "settings.brief": (
        "{count} 项约定，其中 {declared} 项由标准写明，其余为默认；全部约定和每个文件的校验值可列入附录。",
        "Settings: {count}, declared by the criteria: {declared}; an annex can list them and the hash of every file.",
    ),
    "settings.default": ("默认", "default"),
    "settings.declared": ("标准写明", "declared"),
    "settings.none": ("不设", "none"),
    "col.setting": ("约定", "Setting"),
    "col.in_force": ("取值", "In force"),
    "col.said_by": ("出自", "Said by"),
    "settings.ties": ("并列名次", "Tied ranks"),
    "settings.tie_break": ("同分排序依据", "Tie-break keys"),
    "settings.rank_decimals": ("名次按几位小数判定", "Decimals on which ranks are taken"),
    "settings.decimals": ("显示的小数位数", "Decimals shown"),
    "settings.deviation": ("标准差", "Standard deviation"),
    "settings.group_of_one": ("参照组只有自己时", "A park alone in its group"),
    "settings.flat": ("参照组各值相等时", "A group of equal values"),
    "settings.bonus_at_most": ("加分合计上限", "Cap on all bonuses"),
    "settings.deduction_at_most": ("扣分合计上限", "Cap on all deductions"),
    "settings.at_least_coverage": ("参加排名的最低数据覆盖率", "Least coverage to be ranked"),
    "settings.grade_ties": ("名额线上同分", "Ties at the cut-off of a grade"),
    "settings.grade_decimals": ("等级按几位小数判定", "Decimals on which grades are taken"),
    "settings.goalposts_outside": ("超出最差值、最优值（{id}）", "Outside the goalposts ({id})"),
    "settings.mean_zero": ("{method} 遇到 0（{id}）", "A zero in the {method} ({id})"),
    "settings.zero_result": ("结果为 0", "the result is 0"),
    "settings.zero_share": ("以得分率 {share} 代替", "share {share} instead"),
    "setting.competition": ("并列后跳号（1、2、2、4）", "competition (1, 2, 2, 4)"),
    "setting.dense": ("并列后不跳号（1、2、2、3）", "dense (1, 2, 2, 3)"),
    "setting.ordinal": ("不设并列，按同分排序依据逐一排列", "ordinal, by the tie-break keys"),
    "setting.population": ("总体标准差", "of the population"),
    "setting.sample": ("样本标准差", "of a sample"),
    "setting.no_reference": ("无参照值，待定", "no reference"),
    "setting.full": ("得满分", "full points"),
    "setting.zero": ("得 0 分", "no points"),
    "setting.keep": ("名额不变，按同分排序依据取舍", "quota kept, by the tie-break keys"),
    "setting.up": ("都进上一档", "all into the better grade"),
    "setting.down": ("都进下一档", "all into the lower grade"),
    "setting.cut": ("截断", "cut"),
    "setting.extend": ("沿直线外推", "extended"),
    "treated.title": ("计分前的处理", "Values treated before scoring"),
    "treated.imputed": ("插补（{how}，{parks} 个园区）", "imputed ({how} of {parks})"),
    "treated.log": ("取对数", "logarithm"),
    "treated.winsorised": ("缩尾处理", "winsorised"),
    "col.treatment": ("处理", "Treatment"),
    "col.before_treatment": ("处理前", "Before"),
    "col.after_treatment": ("处理后", "After"),
}


#: Code → (Chinese, English), as in `fivegoods.messages.words`.
DATA_WORDS: Final[dict[str, tuple[str, str]]] = {
    "help.form_group": ("生成填报表，读取填好的填报表。", "Make collection forms and read them back."),
    "help.form_new": (
        "按评价标准生成 Excel 填报表；用 --from 可先填入已有数据。",
        "Make an Excel form from criteria; with --from it is filled with what is known.",
    ),
    "help.form_read": (
        "把填好的填报表（或数据表）转成园区文件，每个园区每年一个。",
        "Turn filled-in forms (or tables) into park files, one for each park and year.",
    ),
    "help.form_table": (
        "生成一张表头正确的空表；用 --from 则写出这些园区的数据。",
        "Write an empty table with the right headers; with --from the table of those parks.",
    ),
    "help.form_from": ("园区文件、文件夹或数据表，可重复。", "Park files, folders or tables, repeatable."),
    "help.form_output": ("写入文件；有几个园区时是文件夹。", "File to write; a folder where there are several parks."),
    "help.form_force": ("改写已有的文件。", "Replace files that are there already."),
    "help.form_filled": ("填好的填报表、数据表或文件夹。", "Filled-in forms, tables or folders."),
    "help.form_folder": ("写入的文件夹。", "Folder to write to."),
    "help.table_output": (
        "写入文件，后缀决定格式：.csv .tsv .json .xlsx。",
        "File to write; its suffix is the format: .csv .tsv .json .xlsx.",
    ),
    "help.by_id": ("表头用标识，不用名称。", "Head the columns by ids instead of names."),
    "help.gbk": ("CSV 用 GB18030 编码（旧程序用）。", "Write CSV in GB18030, for old programs."),
    "help.benchmarks_group": ("由园区数据生成基准文件。", "Make benchmarks files from park data."),
    "help.benchmarks_make": (
        "统计各组的参照值，写成基准文件：含园区数，不含园区名。单个园区凭它就能自行打分。",
        "Write the group statistics that scoring refers to as a benchmarks file: with the number of parks, "
        "without names, so that a single park can score itself.",
    ),
    "help.benchmarks_output": ("写入文件，- 为标准输出。", "File to write, - for standard output."),
    "help.at_least": (
        "组内园区少于此数的统计量不写出，以免据此推算出个别园区的数据。",
        "Leave out statistics over fewer parks, which would give single figures away.",
    ),
    "cli.scoring": ("正在计分：指标 {done}/{total}", "Scoring: indicator {done} of {total}"),
    "data.written": ("已写入 {count} 个文件：{where}", "Wrote {count} file(s): {where}"),
    "data.need_folder": (
        "{count} 份园区数据要写成多个文件：-o 应是文件夹，现为 {where}。",
        "{count} park-years make several files: -o must be a folder, but is {where}.",
    ),
    "data.table_suffix": (
        "无法从 {file} 的后缀判断表格格式，可用：{known}",
        "the suffix of {file} names no table format; known: {known}",
    ),
    "help.form_year": (
        "做这一年的填报表：--from 里上一年的数填在“上年”一栏，今年的空着",
        "Make the forms of this year: the figures of the year before in --from stand as last year's.",
    ),
    "data.no_year_before": (
        "要做 {year} 年的填报表，--from 里要有 {before} 年的数据（有：{years}）",
        "forms for {year} need figures of {before} in --from (there are: {years})",
    ),
    "help.good_only": ("只写出没有问题的填报表", "Write the forms without errors, and leave the others out."),
    "data.nothing_written": (
        "没有写出任何文件：{bad} 份有问题，{good} 份没有问题。加 --good-only 先写出没有问题的。",
        "Nothing is written: {bad} with errors, {good} without. --good-only writes those without.",
    ),
    "data.left_out": ("没有写出：{files}", "Left out: {files}"),
    "help.check_output": (
        "写成更正清单（.xlsx、.docx、.html、.md）；给文件夹时每个文件一份",
        "Write lists of corrections (.xlsx, .docx, .html, .md); into a folder, one for each file.",
    ),
    "corrections.title": ("更正清单", "Corrections"),
    "corrections.how": ("请按下表改好后重新上报。", "Please correct these and send the file again."),
    "corrections.again": (
        "读不出的数改正之后，数值才能核对，届时可能还有要改的。",
        "Values are checked once all figures can be read, so more corrections may follow.",
    ),
    "corrections.place": ("位置", "Place"),
    "corrections.line": ("第 {line} 行", "line {line}"),
    "corrections.there": ("现在填的", "What is there"),
    "corrections.wrong": ("问题", "What is wrong"),
    "corrections.do": ("怎样改", "What to do"),
    "corrections.severity": ("轻重", "Severity"),
    "severity.error": ("必须改", "must be corrected"),
    "severity.warning": ("请核对", "please check"),
    "severity.note": ("说明", "for information"),
    "data.too_small": (
        "未写出 {what}（{group}）：只有 {parks} 个园区，少于 --at-least {limit}。",
        "Left out {what} ({group}): {parks} park(s), fewer than --at-least {limit}.",
    ),
    "data.need_peers": (
        "以下指标须用到同组每个园区的数据，基准文件不能代替：{indicators}。单个园区打分时请用 --peers。",
        "These indicators look at each peer, which benchmarks cannot stand in for: {indicators}. Use --peers.",
    ),
    "data.file_suffix": (
        "-o 应是文件夹，或后缀为 {suffix} 的文件，现为 {where}。",
        "-o must be a folder or a file that ends in {suffix}, but is {where}.",
    ),
    "data.form_suffix": (
        "填报表是 Excel 工作簿，-o 的后缀应为 .xlsx，现为 {where}。",
        "A form is an Excel workbook: -o must end in .xlsx, but is {where}.",
    ),
    "data.filling": (
        "其中 {count} 个只有填报表里的上年数：只补空缺，该年自己的填报表读入后由它替换。",
        "{count} of them hold last year's column only: they fill gaps, and that year's own form replaces them.",
    ),
    "data.kept": (
        "{file} 已有，没有用填报表里的上年数改写。",
        "{file} is there already and was not replaced by last year's figures of a form.",
    ),
    "data.not_kept": (
        "{file} 再读时得不到同样的数据，没有写入任何文件：{what}。请缩短过长的文字，或换一种格式（.yaml、.json）。",
        "{file} would not give the same data when read again; nothing was written: {what}. Shorten long texts, or take "
        "another format (.yaml, .json).",
    ),
    "data.not_replaced": (
        "以下 {count} 个文件已经存在，内容不同，没有改写，也没有写入别的文件：{files}\n"
        "请换个文件名或文件夹；确实要改写，加 --force。",
        "{count} file(s) are there with another content; they are not replaced, and nothing was written:{files}\n"
        "Give another name or folder, or --force to replace them.",
    ),
    "data.one_name": (
        "园区 {first} 和 {second} 的文件会同名（{file}），后写的会盖掉先写的；没有写入任何文件。请改其中一个标识。",
        "Parks {first} and {second} would have files of one name ({file}); nothing was written. Change one of the ids.",
    ),
    "data.is_input": (
        "{file} 是输入文件（园区、评价标准等），不能用结果改写；-o 请换个文件名。",
        "{file} holds input (parks, criteria or the like) and is not replaced by a result. Give -o another name.",
    ),
    "data.too_few": (
        "园区太少（{parks} 个），没有可写的基准值；至少要 --at-least {limit} 个。",
        "Too few parks ({parks}) for statistics; there is nothing to write. --at-least {limit} are needed.",
    ),
    "data.benchmarks_suffix": (
        "基准文件是 YAML，-o 的后缀应为 .yaml，现为 {where}。",
        "A benchmarks file is YAML: -o must end in .yaml, but is {where}.",
    ),
    "data.no_statistics": (
        "这套标准没有用到同组统计量，没有可写的基准值。",
        "These criteria refer to no statistics of peers; there is nothing to write.",
    ),
    # Workbooks of results
    "book.about": ("说明", "About"),
    "book.text": ("结果", "Result"),
    "book.sheet": ("工作表", "Sheet"),
    "book.content": ("内容", "Content"),
    "book.rows": ("行数", "Rows"),
    "book.part": ("所属", "Part"),
    "book.page": ("第 &P 页，共 &N 页", "Page &P of &N"),
    "book.notices": ("注意事项见首页“说明”。", "For the notices see the first sheet."),
    "book.split": (
        "“{title}”超过一张工作表的容量，分在 {count} 张工作表中，内容没有缺少。",
        "{title} is more than a sheet can hold; it is on {count} sheets, and nothing is missing.",
    ),
    "book.cut": (
        "……（本格放不下其余 {count} 个字，全文见 Markdown 或 JSON 格式）",
        " … ({count} more characters do not fit into this cell; Markdown and JSON have the whole text)",
    ),
    "book.left_out": (
        "“{title}”中有单元格超过 32767 个字，共略去 {count} 个字，略去处已注明；全文见 Markdown 或 JSON 格式。",
        "{title}: cells of more than 32,767 characters are shortened by {count} in all, and say so; "
        "Markdown and JSON have the whole text.",
    ),
}
