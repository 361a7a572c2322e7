"""What repeats itself opens a task for somebody who looks at it together with others, and judges nobody."""
