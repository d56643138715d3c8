"""Live figures: ``live(scene, *controls, title=...)`` asks Python for a Scene at every move of a slider or a point."""

from .controls import Choice as Choice
from .controls import Slider as Slider
from .controls import Toggle as Toggle
from .layers import Arrows as Arrows
from .layers import Bars as Bars
from .layers import Image as Image
from .layers import Line as Line
from .layers import Points as Points
from .layers import Rule as Rule
from .scene import Panel as Panel
from .scene import Scene as Scene
from .show import live as live
