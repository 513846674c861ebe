"""The words of robustness, weights, structure and other methods."""

from __future__ import annotations

from typing import Final

#: Code → (Chinese, English), as in `fivegoods.messages.words`.
ROBUSTNESS_WORDS: Final[dict[str, tuple[str, str]]] = {
    # Robustness
    "robust.title": ("排名稳健性", "Robustness of the ranking"),
    "robust.safe": ("哪些名次可以公布", "What is safe to publish"),
    "robust.holds": (
        "在至少 {level} 的模拟中成立的，称为确定；界线附近的园区后面，是它在界线以上的模拟所占的比例。",
        "What holds does so in at least {level} of the draws; beside a park near a line stands the share of draws in "
        "which it is above the line.",
    ),
    "robust.all_firm": ("全部 {count} 个名次确定。", "Each of the {count} ranks holds."),
    "robust.first": ("前 {count} 名的名次确定。", "The first {count} ranks hold."),
    "robust.last": ("末 {count} 名的名次确定。", "The last {count} ranks hold."),
    "robust.first_one": ("第 1 名确定。", "The first rank holds."),
    "robust.last_one": ("末位确定。", "The last rank holds."),
    "robust.tied": ("第 {first}–{last} 名并列。", "Ranks {first}-{last} are tied."),
    "robust.line_holds": ("{name}：{above} 个位置全部确定", "{name}: all {above} places hold"),
    "robust.line": ("{name}：{above} 个位置中 {held} 个确定", "{name}: {held} of {above} places hold"),
    "robust.near": ("；界线附近：{names}。", "; near the line: {names}."),
    "robust.none_near": ("，界线附近没有别的园区。", ", and no park is near the line."),
    "robust.without_one": ("去掉任一指标后的名次", "Ranks without any one indicator"),
    "robust.more_lines": ("另有 {count} 条界线，见 JSON。", "More lines are in the JSON report: {count}."),
    "robust.first_places": ("前 {count} 名", "The first {count}"),
    "robust.grade": ("{name}", "{name}"),
    "robust.grade_or_better": ("{name}及以上", "{name} or better"),
    "robust.pairs_decided": (
        "{pairs} 对园区中，{decided} 对（{share}）的先后确定。",
        "The order of {decided} of {pairs} pairs of parks holds ({share}). ",
    ),
    "robust.pairs_near": (
        "名次相差 {window} 位以内的 {pairs} 对园区中，{decided} 对（{share}）的先后确定。",
        "The order of {decided} of {pairs} pairs of parks up to {window} places apart holds ({share}). ",
    ),
    "robust.widths": (
        "名次区间最窄的为 {narrow}，最宽的为 {wide}。",
        "The narrowest rank interval is {narrow}, the widest {wide}. ",
    ),
    "robust.shift": (
        "园区名次平均变动 {shift} 位（标准误 {error}）。",
        "Parks move by {shift} places on average (standard error {error}).",
    ),
    "robust.kept": (
        "不能单独剔除（标准中别处引用了它）：{names}。",
        "Cannot be left out, since other parts of the criteria read it: {names}.",
    ),
    "robust.ranks": ("名次区间", "Rank intervals"),
    "robust.interval_note": (
        "区间为 5%–95% 分位。",
        "Intervals run from the 5 % to the 95 % quantile.",
    ),
    "robust.awards": ("各等级、榜单的模拟占比", "Shares of draws by grade and board"),
    "robust.pairs": ("先后未定的园区", "Pairs that are not settled"),
    "robust.more_pairs": ("另有 {count} 对未列出。", "{count} more pairs are not listed."),
    "robust.left_out": ("逐项剔除", "Leave-one-out"),
    "robust.drivers": ("名次变动的来源", "What drives the shifts"),
    "robust.drivers_note": (
        "平均名次变动的 Sobol 指数：单独贡献，以及含交互作用的总贡献（计算 {count} 次，预计最大误差约 {error}）。",
        "Sobol indices of the mean rank shift: alone, and with all interactions ({count} evaluations; "
        "the largest error to expect is about {error}).",
    ),
    "robust.nothing": ("未声明任何不确定因素，排名不变。", "Nothing was declared uncertain; the ranking is as it was."),
    "fact.draws": ("模拟", "Draws"),
    "fact.draws_value": ("{draws} 次，随机种子 {seed}", "{draws}, seed {seed}"),
    "fact.uncertain": ("不确定因素", "Uncertain"),
    "uncertain.weights": ("权重（{kind}，{by}）", "weights ({kind}, {by})"),
    "uncertain.weights_simplex": ("权重（任意）", "weights (anything)"),
    "uncertain.normalisation": ("无量纲化（{methods}）", "normalisation ({methods})"),
    "uncertain.aggregation": ("合成方法（{methods}）", "aggregation ({methods})"),
    "uncertain.imputation": ("缺失处理（{methods}）", "missing data ({methods})"),
    "uncertain.data": ("数据误差（{count} 个字段）", "data errors ({count} fields)"),
    "uncertain.dropping": ("随机剔除一项指标", "one indicator left out"),
    "choice.weights": ("权重", "Weights"),
    "choice.weights_of": ("{name}的权重", "Weights of {name}"),
    "choice.normalisation": ("无量纲化", "Normalisation"),
    "choice.aggregation": ("合成方法", "Aggregation"),
    "choice.imputation": ("缺失处理", "Missing data"),
    "choice.data": ("数据误差", "Data errors"),
    "choice.dropping": ("剔除指标", "Leaving out"),
    "kind.uniform": ("均匀", "uniform"),
    "kind.normal": ("正态", "normal"),
    "kind.dirichlet": ("狄利克雷", "Dirichlet"),
    "col.low": ("区间上端", "Best of interval"),
    "col.high": ("区间下端", "Worst of interval"),
    "robust.picture": ("名次区间", "Rank intervals"),
    "structure.picture": ("相关系数（绝对值）", "Correlations (absolute)"),
    "col.mean_rank": ("平均名次", "Mean"),
    "col.median_rank": ("中位数", "Median"),
    "col.interval": ("5%–95%", "5-95 %"),
    "col.ahead_of_next": ("领先下一名", "Ahead of next"),
    "col.first_park": ("园区甲", "First"),
    "col.second_park": ("园区乙", "Second"),
    "col.ahead": ("甲在前", "First ahead"),
    "col.behind": ("乙在前", "Second ahead"),
    "col.left_out": ("剔除项", "Without"),
    "col.mean_shift": ("平均变动", "Mean shift"),
    "col.moved_most": ("变动最大", "Moves most"),
    "col.move": ("名次变化", "Move"),
    "col.correlation": ("秩相关", "Correlation"),
    "col.choice": ("因素", "Choice"),
    "col.first_order": ("单独贡献", "Alone"),
    "col.total_order": ("总贡献", "In total"),
    # Weights
    "weights.title": ("权重：{method}", "Weights: {method}"),
    "weights.table": ("权重", "Weights"),
    "weights.yaml": ("可写入评价标准的 YAML", "YAML for criteria"),
    "weights.own_point": ("{name} × {factor}", "{name} × {factor}"),
    "weights.own_points": (
        "以下指标的规则（或人工评分）自带分值，换用新权重时，这些分值也要乘以相应倍数：{names}。",
        "These rules (or points given by hand) state points of their own; multiply those too: {names}.",
    ),
    "weights.effect": ("对排名的影响", "What they would do to the ranking"),
    "weights.effect_note": (
        "得分率不变，换用新权重重算；与现排名的秩相关系数为 {correlation}，{moved} 个园区名次有变。",
        "The same shares of full points under the new weights; rank correlation with the ranking as it is "
        "{correlation}, {moved} parks change rank.",
    ),
    "weights.filled": (
        "{name}：{count} 个园区缺数据，以平均值代入。",
        "{name} is missing for {count} park(s); the mean stands in.",
    ),
    "weights.shares": (
        "{names}：没有可比的数值，按得分率计。",
        "{names} have no comparable numbers; shares of full points stand in.",
    ),
    "weights.ahp": ("一致性", "Consistency"),
    "weights.consistent": (
        "λmax = {largest}，CI = {index}，CR = {ratio}（随机指数表：{table}），通过（≤ 0.10）。",
        "λmax = {largest}, CI = {index}, CR = {ratio} (random index: {table}); acceptable (≤ 0.10).",
    ),
    "weights.inconsistent": (
        "λmax = {largest}，CI = {index}，CR = {ratio}（随机指数表：{table}），未通过（> 0.10），请重新核对判断。",
        "λmax = {largest}, CI = {index}, CR = {ratio} (random index: {table}); above 0.10: "
        "look at the judgements again.",
    ),
    "weights.no_ratio": (
        "λmax = {largest}，CI = {index}；随机指数表 {table} 没有这一阶数的值。",
        "λmax = {largest}, CI = {index}; the table {table} has no random index for this size.",
    ),
    "weights.worst": (
        "最不一致的判断：{first} 对 {second} 填的是 {given}，与权重相符的是 {fitting}（相差 {off} 倍）。",
        "The judgement that fits least: {first} over {second} is {given}, the weights say {fitting} "
        "(a factor of {off}).",
    ),
    "weights.expert": ("{name}：", "{name}: "),
    "weights.together": ("合并（几何平均）：", "Together (geometric mean): "),
    "method.equal": ("等权", "equal"),
    "method.entropy": ("熵权法", "entropy"),
    "method.critic": ("CRITIC 法", "CRITIC"),
    "method.deviation": ("标准差法", "standard deviation"),
    "method.variation": ("变异系数法", "coefficient of variation"),
    "method.principal": ("主成分分析法", "principal components"),
    "method.rotated": ("主成分分析法（方差最大旋转）", "principal components, varimax"),
    "method.merec": ("MEREC 法", "MEREC"),
    "method.ahp": ("层次分析法", "AHP"),
    "method.budget": ("预算分配法", "budget allocation"),
    "method.topsis": ("TOPSIS", "TOPSIS"),
    "method.vikor": ("VIKOR", "VIKOR"),
    "method.promethee": ("PROMETHEE II", "PROMETHEE II"),
    "method.copeland": ("Copeland 法", "Copeland"),
    "method.kemeny": ("Kemeny-Young 法", "Kemeny-Young"),
    "method.borda": ("Borda 法", "Borda"),
    "col.stated": ("现权重", "Stated"),
    "col.new_weight": ("新权重", "New"),
    "col.spread": ("专家间标准差", "Spread"),
    "col.new_rank": ("新名次", "New rank"),
    "col.new_points": ("新得分", "New points"),
    # Structure and other methods
    "structure.title": ("数据结构", "Structure of the data"),
    "structure.groups": ("维度", "Dimensions"),
    "structure.groups_note_shares": (
        "相关系数按得分率计；alpha 为标准化的克龙巴赫系数，原始 alpha 不标准化；特征值属于维度内指标的主成分。",
        "Correlations are of shares of full points; alpha is Cronbach's, standardised and raw; eigenvalues are of the "
        "principal components of a dimension's indicators.",
    ),
    "structure.groups_note_values": (
        "相关系数按指标值计，越小越好的指标取反向；alpha 为标准化的克龙巴赫系数，原始 alpha 不标准化；"
        "特征值属于维度内指标的主成分。",
        "Correlations are of values, reversed where less is better; alpha is Cronbach's, standardised and raw; "
        "eigenvalues are of the principal components of a dimension's indicators.",
    ),
    "structure.weights": ("实际权重", "Effective weights"),
    "structure.weights_note": (
        "实际权重为该指标对总分方差的贡献；远高于现权重的指标左右排名，远低于现权重的几乎不影响排名。",
        "The effective weight is the share of the variance of totals; far from the stated weight, "
        "an indicator decides (or does not touch) the ranking.",
    ),
    "structure.pairs": ("重复或相互矛盾的指标", "Redundant and contradicting indicators"),
    "structure.flat": ("没有区分度的指标：{names}。", "Indicators that do not tell parks apart: {names}."),
    "structure.redundant": ("重复", "redundant"),
    "structure.contradicting": ("矛盾", "contradicting"),
    "structure.table": ("相关系数", "Correlations"),
    "structure.ranked": ("秩相关系数（斯皮尔曼）", "Rank correlations (Spearman)"),
    "structure.between": ("各维度得分与总分的相关系数", "Correlations of dimensions and total"),
    "col.within": ("维度内", "Within"),
    "col.between": ("与其他", "With others"),
    "col.alpha": ("alpha", "alpha"),
    "col.alpha_raw": ("原始 alpha", "Raw alpha"),
    "col.eigenvalues": ("特征值", "Eigenvalues"),
    "col.effective": ("实际权重", "Effective"),
    "col.finding": ("关系", "Relation"),
    "check.title": ("其他方法核对", "Other methods as a check"),
    "check.table": ("与正式排名的一致性", "Agreement with the official ranking"),
    "check.ranks": ("各方法的名次", "Ranks by method"),
    "check.support": ("优序矩阵：行在列前的权重", "Outranking matrix: weight for the row before the column"),
    "check.note": (
        "同一批数据、同一套权重。其他方法只作核对，不是正式结果。",
        "The same data and weights. Other methods are a check, not the official result.",
    ),
    "col.method": ("方法", "Method"),
    "col.spearman": ("Spearman", "Spearman"),
    "col.kendall": ("Kendall", "Kendall"),
    "col.most_apart": ("分歧最大", "Farthest apart"),
    "check.apart": ("{park} {official}→{rank}", "{park} {official}→{rank}"),
    # Command line
    "help.parameter": (
        "check 的方法参数，可重复：scale=vector|max|sum|min_max、v=0.5、preference=v_shape、q=0、p=1、s=1。",
        "Parameters of the methods of check, repeatable: scale=vector|max|sum|min_max, v=0.5, preference=v_shape, q=0, "
        "p=1, s=1.",
    ),
    "help.by_dimension": (
        "在各维度内部推导，维度之间的权重不变。",
        "Derive inside each dimension; the dimensions keep their weights.",
    ),
    "cli.no_weights": (
        "没有一项指标有分值或权重，无从比较。",
        "No indicator has points or a weight, so there is nothing to compare by.",
    ),
    "cli.too_few": ("至少需要两个参加排名的园区。", "At least two ranked parks are needed."),
    "cli.bad_share": ("不是比例：{text}（写作 20% 或 0.2）", "not a share: {text} (write 20% or 0.2)"),
    "cli.needs_judgements": (
        "{method} 需要判断文件（--judgements FILE）。",
        "{method} needs judgements (--judgements FILE).",
    ),
    "progress.data": ("重算数据", "data sets"),
    "progress.left_out": ("逐项剔除", "leave-one-out"),
    "progress.draws": ("模拟", "draws"),
    "progress.indices": ("归因", "drivers"),
    "help.robustness": (
        "检验排名是否稳健：对权重、方法、缺失处理、数据误差作蒙特卡洛模拟，逐项剔除，归因，指出哪些名次可以公布。",
        "How sure the ranking is: Monte Carlo over weights, methods, missing data and data errors; leave-one-out; "
        "what drives it; what is safe to publish.",
    ),
    "help.weights": (
        "推导权重：equal entropy critic deviation variation principal rotated merec ahp budget；"
        "另有 structure（数据结构）和 check（其他方法核对）。",
        "Derive weights: equal entropy critic deviation variation principal rotated merec ahp budget; also "
        "structure (of the data) "
        "and check (by other methods).",
    ),
    "help.noise": ("权重扰动幅度，如 20%（默认 20%）。", "Noise of weights, such as 20% (default 20%)."),
    "help.noise_kind": (
        "权重扰动的分布：uniform、normal、dirichlet、simplex。",
        "Distribution of the noise: uniform, normal, dirichlet, simplex.",
    ),
    "help.uncertainty": ("不确定因素文件（YAML）。", "File that declares the uncertainty (YAML)."),
    "help.draws": ("模拟次数。", "Number of draws."),
    "help.seed": ("随机种子；种子相同，结果相同。", "Random seed; the same seed gives the same result."),
    "help.jobs": ("并行数。", "How many jobs at once."),
    "help.level": ("“确定”的标准，默认 95%。", "What counts as settled, default 95%."),
    "help.no_drivers": ("不做归因（Sobol 指数）。", "Leave out what drives the shifts (Sobol indices)."),
    "help.weight_method": (
        "方法：equal entropy critic deviation variation principal rotated merec ahp budget structure check。",
        "Method: equal, entropy, critic, deviation, variation, principal, rotated, merec, ahp, budget, "
        "structure, check.",
    ),
    "help.on": (
        "按指标值（values）还是得分率（shares）；默认 values，structure 默认 shares。",
        "By values or by shares of full points; values if not given, for structure shares.",
    ),
    "help.judgements": (
        "专家判断文件（YAML）：ahp 的两两比较或 budget 的分配。",
        "File of judgements (YAML): pairwise for ahp, budgets for budget.",
    ),
    "help.random_index": (
        "随机指数表：saaty（默认）、alonso。",
        "Table of random indices of ahp: saaty (default), alonso.",
    ),
}
