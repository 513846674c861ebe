"""What can be wrong with a workbook as a file."""

from __future__ import annotations

from typing import Final

from fivegoods.messages.findings import define

NOT_A_WORKBOOK: Final = define(
    "FG070",
    zh="不是可以读取的 Excel 工作簿：{reason}",
    en="not a readable Excel workbook: {reason}",
    help_zh="用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”，不要加密码",
    help_en="open it and save it as an Excel workbook (.xlsx) without a password",
    cause_zh="文件损坏、加了密码，或其实是别的格式改了后缀。",
    cause_en="The file is damaged, has a password, or is of another kind with this suffix.",
)
UNPACKS_TOO_LARGE: Final = define(
    "FG071",
    zh="工作簿解压后超过 {limit} MiB，拒绝读取",
    en="the workbook unpacks to more than {limit} MiB, so it is not read",
    cause_zh="压缩包解压后的大小有上限，防止耗尽内存。",
    cause_en="What a compressed file unpacks to is limited, so that memory cannot be exhausted.",
)
OLD_EXCEL: Final = define(
    "FG072",
    zh="这种工作簿（{suffix}）不能读取",
    en="workbooks of this kind ({suffix}) cannot be read",
    help_zh="用 Excel 或 WPS 打开，点“文件”→“另存为”，类型选“Excel 工作簿（*.xlsx）”（LibreOffice 选 Excel 2007-365），"
    "再给出新存的文件，把旧的移出文件夹",
    help_en="open it in Excel or WPS, choose File > Save As, type “Excel Workbook (*.xlsx)” (in LibreOffice Excel "
    "2007-365), give the new file and move the old one out of the folder",
    cause_zh="只读取 .xlsx。",
    cause_en="Only .xlsx is read.",
)
ONLY_A_SUFFIX: Final = define(
    "FG034",
    zh="后缀是 {suffix}，内容却不是 Excel 工作簿，或已损坏",
    en="the suffix is {suffix}, but the content is no Excel workbook, or is damaged",
    help_zh="重新下载或复制；能用 Excel 或 WPS 打开的，另存为“Excel 工作簿（.xlsx）”",
    help_en="download or copy it again; if a spreadsheet program opens it, save it as an Excel workbook (.xlsx)",
    cause_zh="工作簿是一个 ZIP 压缩包，这个文件不是：没有下载完，或是别的文件改了后缀。",
    cause_en="A workbook is a ZIP archive and this is none: half a download, or another file with this suffix.",
)
NAMED_AS_WORKBOOK: Final = define(
    "FG093",
    zh="后缀是 {suffix}，内容却不是 Excel 工作簿，而是{what_zh}",
    en="the suffix is {suffix}, but the content is no Excel workbook: it is {what_en}",
    help_zh="网页用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”；文本表格把后缀改成 .csv",
    help_en="open a web page in a spreadsheet program and save it as .xlsx; give a text table the suffix .csv",
    cause_zh="一些系统导出的“Excel”其实是网页或文本表格，只是后缀写成 .xls。",
    cause_en="What some systems export as Excel is a web page or a text table with the suffix of a workbook.",
)
IS_REPORT: Final = define(
    "FG035",
    zh="这是本程序写出的报告（{title}），不是园区数据",
    en="this is a report which this program wrote ({title}), not data of parks",
    help_zh="给出写报告时所用的数据文件；报告的“说明”里列有文件名",
    help_en="give the files that the report was made from; its first sheet names them",
    cause_zh="报告里是得分和排名，没有各园区的原始数据。",
    cause_en="A report holds points and ranks, not the figures of the parks.",
    bad="fivegoods rank parks.xlsx -o report.xlsx; fivegoods score report.xlsx",
    good="fivegoods score parks.xlsx",
)
