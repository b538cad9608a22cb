"""The workbench: a local web application in which people review what the machine found."""
