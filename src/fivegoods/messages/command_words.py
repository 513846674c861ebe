"""The words of the command line: help texts, refusals, summaries, the short screen."""

from __future__ import annotations

from typing import Final

#: Code → (Chinese, English), as in `fivegoods.messages.words`.
COMMAND_WORDS: Final[dict[str, tuple[str, str]]] = {
    # Command line
    "cli.summary": (
        "{errors} 个错误，{warnings} 个警告，{notes} 个提示。",
        "Errors: {errors}. Warnings: {warnings}. Notes: {notes}.",
    ),
    "api.no_such_view": ("没有 {view} 这种口径，可用：{known}", "there is no view {view}; there are: {known}"),
    "cli.among_themselves": (
        "参照值只取自这 {count} 个园区；要与全体相比，用 --peers 给出其他园区。",
        "References come from these {count} parks alone; name the others with --peers.",
    ),
    "cli.lacking": ("{park} 缺 {count} 项指标的数据：{names}", "{park} lacks data for {count} indicator(s): {names}"),
    "cli.more_lacking": ("另有 {count} 个园区缺数据。", "{count} more park(s) lack data."),
    "cli.full_points": ("{name} 满分合计：{points}", "{name}: the full points come to {points}"),
    "cli.clean": ("没有发现问题。", "No findings."),
    "cli.no_pdf": (
        "不直接生成 PDF（{file}）：先写 -o 报告.docx 或 -o 报告.html，再在 Word 里另存为 PDF，或在浏览器里打印为 PDF",
        "no PDF is written ({file}): write -o report.docx or -o report.html, then save it as PDF in Word or print the"
        " page to PDF in a browser",
    ),
    "report.template_title": ("报告模板", "Report template"),
    "docx.page": ("第 {page} 页 共 {pages} 页", "Page {page} of {pages}"),
    "docx.too_long": (
        "这份报告的表格共 {rows} 行，Word 文件最多 {most} 行：请改用 -o 报告.xlsx 或 -o 报告.html",
        "the tables of this report have {rows} rows, a Word file takes {most}: use -o report.xlsx or -o report.html",
    ),
    "cli.written": ("已写入 {file}", "Wrote {file}"),
    "cli.refused_strict": (
        "--strict：有警告，不出结果。",
        "--strict: there are warnings, so there is no result.",
    ),
    "cli.below": (
        "{park} 得分 {points}，低于 --fail-under {limit}。",
        "{park} has {points} points, below --fail-under {limit}.",
    ),
    "cli.uncovered": (
        "{park} 数据覆盖率 {coverage}，低于 --min-coverage {limit}。",
        "{park} has a coverage of {coverage}, below --min-coverage {limit}.",
    ),
    "cli.more_below": ("… 低于限度的另有 {count} 处。", "… and {count} more below the limits."),
    "cli.partial": (
        "{criteria} 不完整（status: partial），不能用于排名；确需排名请加 --allow-partial。",
        "{criteria} is partial (status: partial) and ranks no parks; add --allow-partial to rank all the same.",
    ),
    "cli.contradiction": (
        "-o {file} 与 --format {asked} 矛盾：后缀对应的格式是 {suffix}。",
        "-o {file} contradicts --format {asked}: the suffix means {suffix}.",
    ),
    "cli.top_of_data": (
        "--top 用于屏幕和 Markdown，{format} 总是全部。",
        "--top is for screens and Markdown; {format} is always whole.",
    ),
    "cli.binary": (
        "{format} 不是文字，不能显示在终端上：请加 -o 文件.{format}，或接到管道。",
        "{format} is not text and cannot be shown on a terminal: add -o FILE.{format}, or send it to a pipe.",
    ),
    "cli.unknown_suffix": (
        "无法从 {file} 的后缀判断格式，可用的后缀：{known}；或用 --format 指定。",
        "the suffix of {file} names no format; known: {known}; or give --format.",
    ),
    "cli.criteria_id": (
        "“{name}”不能作评价标准的标识：只用小写字母、汉字、数字和连字符，版本写在斜线后面，如 my-parks/2026。{hint}",
        "{name} cannot be the id of criteria: lower-case letters, digits and hyphens only, then the edition after a "
        "slash, as in my-parks/2026. {hint}",
    ),
    "cli.criteria_exist": (
        "已有评价标准 {name}（{path}），没有改动。请换一个标识或版本；现有版本：{editions}。",
        "Criteria {name} exist ({path}); nothing was changed. Choose another id or edition; there are: {editions}.",
    ),
    "cli.file_exists": ("{file} 已经存在，没有改动。", "{file} exists already; nothing was changed."),
    "cli.next_word": ("写成 Word 文件：加 -o 报告.docx", "As a Word file: add -o report.docx"),
    "cli.next_criteria": (
        "逐处改成你们的办法，然后：\n"
        "  fivegoods criteria check {file}\n"
        "  fivegoods criteria test {file}\n"
        "  fivegoods form new --criteria {file} -o form.xlsx    生成填报表，供园区填数",
        "Change it into your own rules, then:\n"
        "  fivegoods criteria check {file}\n"
        "  fivegoods criteria test {file}\n"
        "  fivegoods form new --criteria {file} -o form.xlsx    a form for the parks' figures",
    ),
    "cli.no_such_indicator": (
        "没有指标或维度 {name}。{hint}",
        "There is no indicator or dimension {name}. {hint}",
    ),
    "cli.park_not_indicator": (
        "{name} 是园区，不是指标或维度。只看这个园区：{command}",
        "{name} is a park, not an indicator or dimension. For this park only: {command}",
    ),
    "cli.no_such_command": ("没有命令 {name}。{hint}", "There is no command {name}. {hint}"),
    "cli.did_you_mean": ("是否想写 {near}？", "Did you mean {near}?"),
    "cli.no_such_code": ("没有问题代码 {name}。{hint}", "There is no code {name}. {hint}"),
    "api.parameter": ("{name} 应为 {known}，不能是 {value}。", "{name} must be {known}, not {value}."),
    "cli.not_for_method": (
        "{option} 不用于 {method}，只用于 {known}",
        "{option} does nothing for {method}; it belongs to {known}",
    ),
    "api.one_of": ("应为 {known} 之一，不能是 {name}。", "It is one of {known}, not {name}."),
    "cli.need_two": ("对比至少需要两个园区。", "A comparison needs two parks or more."),
    "cli.need_parks": ("请给出园区文件或文件夹。", "Give park files or folders."),
    "cli.waiting": ("正在等待标准输入，结束请按 Ctrl-D。", "Waiting for standard input; end it with Ctrl-D."),
    "cli.last_year_beside": (
        "同一文件夹里有上年的文件 {file}，这次没有用到；增速等指标要看上年数，请加上 --peers {give}",
        "Last year's file {file} lies beside and was not used; growth and the like need it: add --peers {give}",
    ),
    "cli.next_corrections": (
        "写出更正清单：fivegoods check {parks} -o 更正.xlsx",
        "For a list of corrections: fivegoods check {parks} -o corrections.xlsx",
    ),
    "cli.next_score": ("计分：fivegoods score {parks}", "To score: fivegoods score {parks}"),
    "cli.next_rank": (
        "检查和排名：fivegoods check {folder}，fivegoods rank {folder}",
        "To check and to rank: fivegoods check {folder}, fivegoods rank {folder}",
    ),
    "cli.next_explain": (
        "查看某园区每一分的由来：fivegoods explain {park}",
        "To see where every point comes from: fivegoods explain {park}",
    ),
    "cli.internal": (
        "程序内部错误：{error}",
        "internal error: {error}",
    ),
    "cli.internal_help": (
        "这是程序自身的缺陷。设置环境变量 FIVEGOODS_DEBUG=1 后重新运行可看到详情，报告时请一并附上。",
        "this is a defect of the program. Run again with FIVEGOODS_DEBUG=1 for details, and report it with them.",
    ),
    "cli.version": ("fivegoods {version}", "fivegoods {version}"),
    # The short screen
    "screen.what": ("fivegoods — 按公开标准给产业园区打分", "fivegoods — score industrial parks by public criteria"),
    "screen.samples": ("先把自带的样例复制到这里", "first copy the samples that come with it here"),
    "screen.rank": ("给样例园区排名", "rank the sample parks"),
    "screen.explain": ("查看每一分的由来", "see where every point comes from"),
    "screen.check": ("检查自己的数据", "check your own data"),
    "screen.more": ("完整说明：fivegoods --help", "All commands: fivegoods --help"),
    "cli.cannot_write": ("无法写入 {file}：{reason}", "cannot write {file}: {reason}"),
    "cli.left_behind": (
        "以前一次运行被强行终止，留下了未写完的 {file}，其中可能有数据；可以删除。",
        "A run that was ended by force left {file} unfinished, which may hold data; it can be deleted.",
    ),
    "cli.system": ("系统拒绝了操作：{reason}{file}", "the system refused: {reason}{file}"),
    "os.EACCES": ("没有权限", "permission denied"),
    "os.EPERM": ("没有权限", "permission denied"),
    "os.EROFS": ("这里只能读取，不能写入", "this can be read only"),
    "os.ENOENT": ("没有这个文件或文件夹", "no such file or folder"),
    "os.ENOTDIR": ("路径中有一段不是文件夹", "a part of the path is no folder"),
    "os.EISDIR": ("这是一个文件夹", "this is a folder"),
    "os.EEXIST": ("已经存在", "it exists already"),
    "os.ENOSPC": ("磁盘已满", "no space is left"),
    "os.EDQUOT": ("磁盘配额已用完", "the quota of disk space is used up"),
    "os.EFBIG": ("文件太大", "the file is too large"),
    "os.ENAMETOOLONG": ("名称太长", "the name is too long"),
    "os.ELOOP": ("链接指向它自己", "the link leads to itself"),
    "os.EINVAL": ("名称或参数不合系统要求", "the system takes no such name or argument"),
    "os.EIO": ("读写设备出错", "the device failed to read or write"),
    "os.EMFILE": ("打开的文件太多", "too many files are open"),
    "cli.no_folder": ("没有文件夹 {folder}", "there is no folder {folder}"),
    "cli.not_a_number": ("不是数字：{text}", "not a number: {text}"),
    # Help
    "help.program": (
        "按公开标准给产业园区打分、排名、对比，每一分都有据可查。\n\n"
        "退出码：0 完成；1 完成，但结论是否定的（发现问题、低于 --fail-under 等）；2 无法完成。\n"
        "用环境变量 FIVEGOODS_LANG=zh 或 en 选择语言。",
        "Score, rank and compare industrial parks by public criteria, every point explained.\n\n"
        "Exit codes: 0 done; 1 done and the answer is no (findings, --fail-under); 2 could not.\n"
        "Set FIVEGOODS_LANG=zh or en to choose the language.",
    ),
    "help.score": (
        "给园区打分：总分与区间、各维度、每项指标的指标值、参照值、得分与来源。",
        "Score parks: total with interval, dimensions, every indicator with value, reference, points, source.",
    ),
    "help.rank": (
        "给园区排名：总排名、分组排名、榜单、等级、加减分与一票否决。",
        "Rank parks: overall, by group, boards, grades, adjustments and vetoes.",
    ),
    "help.report": (
        "写一份园区自评报告：总分、各维度对照图、各项指标、失分、改进、来源（Word、网页、Markdown）。\n\n"
        "fivegoods report template -o 模板.docx 写出自带的 Word 模板，改好后用 --template 模板.docx。",
        "Write the report of a park: total, dimensions compared, indicators, losses, advice, sources (Word, page,"
        " Markdown).\n\nfivegoods report template -o template.docx writes the built-in Word template to start from; use"
        " your own with --template.",
    ),
    "help.template": ("用这个 Word 或网页模板（.docx、.html）", "Set the report in this template (.docx, .html)."),
    "help.annex": (
        "附上全部约定和每个数据文件的校验值",
        "Add all settings in force and the hash of every data file.",
    ),
    "help.report_parks": (
        "园区文件、文件夹、表格；有 --peers 时也可以是其中园区的标识或名称；template 写出模板",
        "Park files, folders, tables; with --peers also ids or names among them; `template` writes the template.",
    ),
    "report.template_format": (
        "模板是 {suffix} 文件，报告也要写成 {suffix}（-o 报告{suffix}）",
        "the template is a {suffix} file, so the report is one too (-o report{suffix})",
    ),
    "help.samples": (
        "把程序自带的样例复制到一个文件夹（默认 samples），供照着命令试用。",
        "Copy the samples that come with the program to a folder (default: samples), to try the commands on.",
    ),
    "help.samples_folder": ("复制到这个文件夹", "Copy to this folder."),
    "samples.written": ("已复制 {count} 个样例文件到 {folder}", "Copied {count} sample files to {folder}"),
    "samples.next": (
        "试一试：fivegoods rank {folder}/meizhou-2016",
        "Try: fivegoods rank {folder}/meizhou-2016",
    ),
    "help.compare": (
        "并排对比园区：逐维度、逐指标，谁领先、领先多少。",
        "Compare parks side by side: by dimension and indicator, who leads and by how much.",
    ),
    "help.check": (
        "检查园区数据，只列出问题。有错误时退出码为 2，--strict 下有警告时为 1。",
        "Check park data and report findings only. Errors exit with 2, warnings under --strict with 1.",
    ),
    "help.explain": (
        "推导一个园区的每一分：指标值、参照值、规则、算式。",
        "Derive every point of one park: value, reference, rule, arithmetic.",
    ),
    "help.criteria_group": ("查看、检查和验算评价标准。", "Look at, check and test criteria."),
    "help.criteria_list": ("列出可用的评价标准。", "List the criteria that are there."),
    "help.criteria_show": (
        "显示一套评价标准：维度、指标、分值、规则、依据。",
        "Show criteria: dimensions, indicators, points, rules, sources.",
    ),
    "help.criteria_check": ("检查评价标准文件。", "Check criteria files."),
    "help.criteria_test": ("验算评价标准自带的算例。", "Run the worked cases of criteria."),
    "help.criteria_new": (
        "写一份带说明的评价标准，供逐处修改；已有的文件不会被覆盖。",
        "Write small criteria with comments to start from; a file that is there is never replaced.",
    ),
    "help.criteria_id": (
        "标识，或“标识/版本”，如 my-parks/2026；不写版本即为 1。",
        "Id, or id/edition such as my-parks/2026; the edition is 1 if not given.",
    ),
    "help.criteria_output": (
        "写入文件，- 为标准输出；默认 criteria/标识/版本.yaml。",
        "File to write, - for standard output; default criteria/ID/EDITION.yaml.",
    ),
    "help.criteria_schema": (
        "输出供编辑器使用的 JSON Schema（draft-07）。",
        "Print the JSON Schema (draft-07) for editors.",
    ),
    "help.examples": ("示例：", "Examples:"),
    "help.parks": ("园区文件、文件夹，或 - 表示标准输入。", "Park files, folders, or - for standard input."),
    "help.park": (
        "园区文件，或 - 表示标准输入；有 --peers 时也可写其中一个园区的标识或名称。",
        "A park file, or - for standard input; with --peers also the id or name of one of those.",
    ),
    "help.parks_or_names": (
        "园区文件、文件夹，或 - 表示标准输入；有 --peers 时也可写其中园区的标识或名称。",
        "Park files, folders, or - for standard input; with --peers also ids or names of those.",
    ),
    "help.indicators": (
        "指标或维度的标识或名称；不写即全部。",
        "Ids or names of indicators or dimensions; default all.",
    ),
    "help.criteria": ("评价标准的标识或文件。", "Id or file of the criteria."),
    "help.criteria_names": ("评价标准的标识或文件；不写即全部。", "Ids or files of criteria; default all."),
    "help.criteria_name": ("评价标准的标识或文件。", "Id or file of criteria."),
    "help.benchmarks": ("基准文件（全省平均等），可重复。", "File of benchmarks (provincial averages), repeatable."),
    "help.peers": (
        "其他园区的文件或文件夹：参与比较、排名和定级，但不列出；可重复。",
        "Files or folders of other parks: compared, ranked and graded with, not shown; repeatable.",
    ),
    "help.year": ("评价年度，默认最新一年。", "Year to evaluate, default the newest."),
    "help.format": ("输出格式；-o 的后缀也可决定。", "Output format; the suffix of -o decides too."),
    "help.output": ("写入文件，- 为标准输出。", "Write to a file, - for standard output."),
    "help.lang": ("界面与报告的语言。", "Language of messages and reports."),
    "help.color": (
        "何时用颜色：auto（终端上，未设 NO_COLOR 时）、always、never。",
        "When to paint: auto (on a terminal, unless NO_COLOR is set), always, never.",
    ),
    "help.quiet": ("不显示摘要（错误照常显示）。", "No summary (errors are still shown)."),
    "help.as": ("自评与审核并存时以哪个为准。", "Which counts where there are a self-assessment and a review."),
    "help.fail_under": ("有园区得分低于此数时退出码为 1。", "Exit with 1 if a park has fewer points."),
    "help.min_coverage": (
        "有园区数据覆盖率低于此数时退出码为 1，如 0.8 或 80%。",
        "Exit with 1 if a park has less coverage, such as 0.8 or 80%.",
    ),
    "help.strict": ("警告按错误处理。", "Treat warnings as errors."),
    "help.all": (
        "屏幕上也列出按组排名、各榜分数、差距和各组平均分。",
        "Show ranks by group, points of boards, gaps and averages on a screen, too.",
    ),
    "help.top": (
        "每张园区表只列前 N 行；用于屏幕和 Markdown，CSV 与 JSON 总是全部。",
        "List the first N rows of every table of parks; for screens and Markdown, CSV and JSON are always whole.",
    ),
    "help.allow_partial": ("允许用不完整的标准排名。", "Rank by partial criteria all the same."),
    "help.check_format": ("问题的输出格式。", "Format of the findings."),
    "help.explain_code": ("解释一个问题代码，如 FG104。", "Explain a finding code, such as FG104."),
    "help.schema_of": ("输出哪一种文件的 Schema。", "Which kind of file."),
    "help.version": ("显示版本。", "Show the version."),
}
