"""Charts as Word's own (DrawingML): plain data in, XML out. They print in black and white too.

A value that is not known is a gap, never a column of height zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

#: Of one colour-blind-safe set; the dark ones carry white labels on paper.
INK, GRID = "000000", "D9D9D9"
YEARS = ("CFE3F3", "A3CBE8", "6FAEDB", "3B8CC9", "0B5A9E")
ON_TIME, LATE, EMPTY, MISSING, NOT_DUE = "0B5A9E", "E3B04B", "E8A798", "C8452E", "BFBFBF"
PLAN_TARGET, DISTRICT_TARGET = "000000", "C8452E"

_SHOWN = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
_HIDDEN = _SHOWN.replace('showVal val="1"', 'showVal val="0"')


@dataclass(frozen=True)
class Series:
    """One series: its name, values (None: not known), fill colour; hollow for a part-year.

    `labels` are what is written at the values, in `ink`: labels that a program makes follow the
    language of the reader's computer and not that of the document.
    """

    name: str
    values: Sequence[float | int | None]
    fill: str
    hollow: bool = False
    labels: Sequence[str] = ()
    ink: str = INK


@dataclass(frozen=True)
class Chart:
    """One chart: categories along the axis, columns or bars, maybe targets as dashes across them.

    `most` is the end of the value axis (None: the program's choice), `height` in mm.
    """

    title: str
    alt: str
    categories: Sequence[str]
    series: Sequence[Series]
    bars: bool = False
    stacked: bool = False
    targets: Sequence[Series] = ()
    most: float | None = None
    height: int = 70

    def xml(self) -> bytes:
        """The chart part's content."""
        plots = self._columns() + (self._dashes() if self.targets else "")
        legend = len(self.series) + len(self.targets) > 1
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
            ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:lang val="vi-VN"/>'
            '<c:roundedCorners val="0"/>'
            '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
            f"{plots}{self._axes()}</c:plotArea>"
            + ('<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if legend else "")
            + '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
            f"<c:txPr>{_text(1000)}</c:txPr></c:chartSpace>"
        ).encode()

    def _columns(self) -> str:
        shapes = "".join(
            f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>{_named(series.name)}'
            f'<c:spPr>{_fill(series)}</c:spPr><c:invertIfNegative val="0"/>'
            f"{self._labels(series)}{self._data(series)}</c:ser>"
            for number, series in enumerate(self.series)
        )
        grouping = "stacked" if self.stacked else "clustered"
        overlap = '<c:overlap val="100"/>' if self.stacked else ""
        return (
            f'<c:barChart><c:barDir val="{"bar" if self.bars else "col"}"/><c:grouping val="{grouping}"/>'
            f'<c:varyColors val="0"/>{shapes}<c:gapWidth val="60"/>{overlap}'
            '<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        )

    def _dashes(self) -> str:
        # A mark for each category and no line between them: between two goals there is nothing.
        shapes = "".join(
            f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>{_named(series.name)}'
            "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
            '<c:marker><c:symbol val="dash"/><c:size val="16"/><c:spPr>'
            f'<a:solidFill><a:srgbClr val="{series.fill}"/></a:solidFill><a:ln><a:noFill/></a:ln>'
            "</c:spPr></c:marker>"
            f'{self._data(series)}<c:smooth val="0"/></c:ser>'
            for number, series in enumerate(self.targets, start=len(self.series))
        )
        return (
            f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{shapes}'
            '<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>'
        )

    def _labels(self, series: Series) -> str:
        shown = "".join(
            f'<c:dLbl><c:idx val="{place}"/><c:tx><c:rich>{_text(900, series.ink, label)}</c:rich></c:tx>'
            f'<c:dLblPos val="{where}"/>{_SHOWN}</c:dLbl>'
            for where in ("ctr" if self.stacked else "outEnd",)
            for place, label in enumerate(series.labels)
            if label
        )
        return f"<c:dLbls>{shown}{_HIDDEN}</c:dLbls>" if shown else ""

    def _data(self, series: Series) -> str:
        names = "".join(
            f'<c:pt idx="{place}"><c:v>{escape(name)}</c:v></c:pt>'
            for place, name in enumerate(self.categories)
        )
        points = "".join(
            f'<c:pt idx="{place}"><c:v>{value!r}</c:v></c:pt>'
            for place, value in enumerate(series.values)
            if value is not None
        )
        many = len(self.categories)
        return (
            f'<c:cat><c:strLit><c:ptCount val="{many}"/>{names}</c:strLit></c:cat>'
            f'<c:val><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{many}"/>{points}'
            "</c:numLit></c:val>"
        )

    def _axes(self) -> str:
        most = f'<c:max val="{self.most}"/>' if self.most is not None else ""
        line = f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{INK}"/></a:solidFill></a:ln></c:spPr>'
        grid = f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{GRID}"/></a:solidFill></a:ln></c:spPr>'
        # Bars read from the top down, so their order and the side of the other axis are turned.
        way, crosses = ("maxMin", "max") if self.bars else ("minMax", "autoZero")
        return (
            f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{way}"/></c:scaling>'
            f'<c:delete val="0"/><c:axPos val="{"l" if self.bars else "b"}"/><c:majorTickMark val="none"/>'
            f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{line}<c:crossAx val="2"/>'
            '<c:crosses val="autoZero"/></c:catAx>'
            f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{most}'
            '<c:min val="0"/></c:scaling>'
            f'<c:delete val="0"/><c:axPos val="{"b" if self.bars else "l"}"/>'
            f"<c:majorGridlines>{grid}</c:majorGridlines>"
            '<c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/>'
            f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/>'
            f'<c:crosses val="{crosses}"/></c:valAx>'
        )


def _named(name: str) -> str:
    return f"<c:tx><c:v>{escape(name)}</c:v></c:tx>"


def _fill(series: Series) -> str:
    edge = f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{INK}"/></a:solidFill>'
    if series.hollow:
        return f'<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>{edge}<a:prstDash val="sysDash"/></a:ln>'
    return f'<a:solidFill><a:srgbClr val="{series.fill}"/></a:solidFill>{edge}</a:ln>'


def _text(size: int, colour: str = INK, words: str = "") -> str:
    look = (
        f'sz="{size}" b="0"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        '<a:latin typeface="Times New Roman"/><a:cs typeface="Times New Roman"/>'
    )
    run = f'<a:r><a:rPr lang="vi-VN" {look}</a:rPr><a:t>{escape(words)}</a:t></a:r>' if words else ""
    end = "" if words else '<a:endParaRPr lang="vi-VN"/>'
    return f"<a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr {look}</a:defRPr></a:pPr>{run}{end}</a:p>"
